# A service on the live knowledge, for the scripts that call one. Sourced after scripts/lib.sh.
# shellcheck shell=bash

# serve FOLDER: starts the service in an empty folder, stops it at the end of the script, and sets its address.
serve() {
    local folder=$1
    rm -rf "$folder"
    mkdir -p "$folder"
    (cd "$folder" && exec "$target/debug/framewise" serve --bind 127.0.0.1:0 --log-format json \
        --rate-limit off --client-quota 0 2>log) &
    service=$!
    trap 'kill "$service"; wait "$service" || true' EXIT
    address=""
    for _ in $(seq 300); do
        address=$(sed -n '/"message":"listening"/s/.*"address":"\([^"]*\)".*/\1/p' "$folder/log" | head -n 1)
        [ -z "$address" ] || break
        sleep 0.1
    done
    [ -n "$address" ] || { cat "$folder/log"; return 1; }
    address=http://$address
}
