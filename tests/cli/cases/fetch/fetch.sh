fetch() { hearsay text --allow-private --format=json "$@"; }
fetch "$WEB/page"
fetch "$WEB/gzip" "$WEB/chain/3#part"
fetch "$WEB/latin"
fetch "$WEB/nowhere" "$WEB/text"
echo $?
