#!/bin/sh
# One command a step: ./transfer.sh prepare|train|export|space|card
# DATA, WORK, VANITY and PYTHON say where things are. README.md tells what each step does.
set -eu

step=${1:?which step? prepare, train, export, space or card}
here=$(cd "$(dirname "$0")" && pwd)
models=$(cd "$here/../.." && pwd)
work=${WORK:?a folder for arrays and checkpoints, outside of the project}
python=${PYTHON:-python3}
vanity=${VANITY:-vanity}

case $step in
prepare)
  data=${DATA:?the folder of pictures}
  "$vanity" synthesise faces "$data/london" "$data/faces/london_smiling" "$data/faces/webmorph_3dsk" \
    -o "$work/train" --count "${COUNT:-40000}" --seed 1
  "$vanity" synthesise faces "$data/faces/webmorph_canada" "$data/faces/cctwelve" -o "$work/held" --count 3000 --seed 77
  ;;
train) cd "$models/training" && exec "$python" -m transfer.train --work "$work" --epochs "${EPOCHS:-20}" --threads "${THREADS:-1}" ;;
space)
  "$vanity" synthesise looks -o "$work/looks" --count 60000 --seed 1
  "$vanity" synthesise looks -o "$work/looks_held" --count 3000 --seed 99
  cd "$models/training" && exec "$python" -m transfer.train_space --work "$work" --models "$models"
  ;;
card) cd "$models/training" && exec "$python" -m transfer.card --work "$work" --models "$models" ${PROGRAM:+--program "$PROGRAM"} ;;
export) cd "$models/training" && exec "$python" -m transfer.export --work "$work" --out "$models/look_reader.onnx" ;;
*) echo "$step is none of the steps" >&2; exit 2 ;;
esac
