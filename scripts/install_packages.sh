#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing of scripts/packages.txt: install_packages.sh GROUP...
#
# As root with apt-get, else with sudo where it asks for no password. Where neither goes, prints the
# line to type and exits 2.
set -eu

wanted=" $* "
list=$(dirname "$0")/packages.txt

if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "This is no Debian system: nothing is installed. scripts/packages.txt lists what is needed." >&2
    exit 0
fi

missing=
while read -r groups package; do
    case $groups in '' | '#'*) continue ;; esac
    for group in $(echo "$groups" | tr ',' ' '); do
        case $wanted in
        *" $group "*)
            status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
            [ "$status" = installed ] || missing="$missing $package"
            break
            ;;
        esac
    done
done <"$list"

[ -n "$missing" ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
    root=
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    root='sudo -n'
else
    echo "Packages are missing, and this is neither root nor can sudo be used without a password. Please run" >&2
    echo "    apt-get update && apt-get install --no-install-recommends$missing" >&2
    echo "as root, then try again." >&2
    exit 2
fi

echo "Installing:$missing"
$root apt-get update -qq
$root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $missing
