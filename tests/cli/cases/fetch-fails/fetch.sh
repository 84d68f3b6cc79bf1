fetch() { hearsay dump --stage=story --allow-private "$@"; }
fetch "$WEB/nowhere" "$WEB/status/500" "$WEB/status/403"
fetch "$WEB/cut" "$WEB/cut-gzip" "$WEB/hang-up" "$WEB/noise"
fetch "$WEB/huge" "$WEB/loop" "$WEB/endless-head"
fetch "$WEB/empty"
echo $?
