#!/bin/sh
# Puts Dripwatch into this account's menu and on its PATH. Run it where the bundle is to stay.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
mkdir -p "$HOME/.local/bin" "$data/applications" "$data/icons/hicolor/256x256/apps"
ln -sf "$here/dripwatch" "$HOME/.local/bin/dripwatch"
cp "$here/dripwatch.png" "$data/icons/hicolor/256x256/apps/dripwatch.png"
sed "s|^Exec=.*|Exec=\"$here/dripwatch\"|" "$here/dripwatch.desktop" > "$data/applications/dripwatch.desktop"
echo "Dripwatch is in the menu. Next: dripwatch doctor"
