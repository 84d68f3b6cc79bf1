# SPDX-License-Identifier: Apache-2.0
"""Training of hearsay's model: never run at a user's site."""
