#!/bin/sh
# Writes a decision record for a project that is described in plain English, and says how sure the choice is.
#
#   record.sh ADDRESS DESCRIPTION FILE
#
# Needs curl and jq.
set -eu
address=$1 description=$2 file=$3

request=$(jq -n --arg text "$description" '{text: $text, detail: "brief", store: false}')
curl --silent --show-error --fail-with-body --header 'Content-Type: application/json' \
    --data "$request" "$address/v1/recommendations.md" >"$file"
curl --silent --show-error --fail-with-body --header 'Content-Type: application/json' \
    --data "$request" "$address/v1/recommendations" |
    jq -r '"\(.recommended): first in \(.confidence * 100 | round) % of the draws",
        (.ranking[0].strengths[] | "- \(.text) \(.sources[0].url // "")")'
echo "The decision record is in $file."
