#!/bin/sh
# embed.sh OUTPUT FILE...: writes a Swift file that holds the given texts.
set -eu
output=$1
shift
{
  echo '// Written by Plugins/EmbedProfiles.'
  echo 'extension EmbeddedProfile {'
  echo '  package static let all: [EmbeddedProfile] = ['
  for file; do
    name=${file##*/}
    # A raw literal: nothing in the text has a meaning for Swift.
    printf '    EmbeddedProfile(name: "%s", text: #####"""\n' "${name%.yaml}"
    cat "$file"
    printf '"""#####),\n'
  done
  echo '  ]'
  echo '}'
} > "$output"
