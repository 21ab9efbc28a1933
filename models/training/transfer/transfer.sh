#!/bin/sh
# One command a step: ./transfer.sh prepare|train|export|space|style|textures|lifter|export-style|card
# DATA, WORK, VANITY and PYTHON say where things are. README.md tells what each step does.
set -eu

step=${1:?which step? prepare, train, export, space, style, textures, lifter, export-style or card}
here=$(cd "$(dirname "$0")" && pwd)
models=$(cd "$here/../.." && pwd)
work=${WORK:?a folder for arrays and checkpoints, outside of the project}
python=${PYTHON:-python3}
vanity=${VANITY:-vanity}

train_faces() { set -- "$data/london" "$data/faces/london_smiling" "$data/faces/webmorph_3dsk" "$@"; "$vanity" synthesise "$kind" "$@"; }
held_faces() { set -- "$data/faces/webmorph_canada" "$data/faces/cctwelve" "$@"; "$vanity" synthesise "$kind" "$@"; }

case $step in
prepare)
  data=${DATA:?the folder of pictures} kind=faces
  train_faces -o "$work/pairs" --count "${COUNT:-12000}" --seed 1 --pairs
  train_faces -o "$work/more" --count "${MORE:-80000}" --seed 424242
  held_faces -o "$work/pairs_held" --count 2000 --seed 77 --pairs
  ;;
textures)
  data=${DATA:?the folder of pictures} kind=textures
  train_faces -o "$work/textures" --count "${COUNT:-3000}" --seed 1
  held_faces -o "$work/textures_held" --count 160 --seed 77
  ;;
train) cd "$models/training" && exec "$python" -m transfer.train --work "$work" --seconds "${FOR_SECONDS:-1800}" --threads "${THREADS:-1}" ${BEGIN:+--begin "$BEGIN"} ;;
style) cd "$models/training" && exec "$python" -m transfer.train_style --work "$work" --seconds "${FOR_SECONDS:-14400}" ${BEGIN:+--begin "$BEGIN"} ${COARSE:+--coarse} ;;
lifter) cd "$models/training" && exec "$python" -m transfer.train_texture --work "$work" --seconds "${FOR_SECONDS:-7200}" ;;
export-style) cd "$models/training" && exec "$python" -m transfer.export_style --work "$work" --models "$models" ;;
space)
  "$vanity" synthesise looks -o "$work/looks" --count 60000 --seed 1
  "$vanity" synthesise looks -o "$work/looks_held" --count 3000 --seed 99
  cd "$models/training" && exec "$python" -m transfer.train_space --work "$work" --models "$models"
  ;;
card)
  cd "$models/training"
  "$python" -m transfer.card --work "$work" --models "$models" ${PROGRAM:+--program "$PROGRAM"}
  exec "$python" -m transfer.card_style --models "$models" ${TRANSFER:+--program "$TRANSFER"}
  ;;
export) cd "$models/training" && exec "$python" -m transfer.export --work "$work" --out "$models/look_reader.onnx" ;;
*) echo "$step is none of the steps" >&2; exit 2 ;;
esac
