#!/bin/sh
# One command a step: ./parsing.sh prepare|label|build|train|calibrate|evaluate|export|card [variant]
# DATA, WORK, HAIR_TEACHER and PYTHON say where things are. README.md tells what each step does.
set -eu

step=${1:?which step? prepare, label, build, train, calibrate, export, evaluate or card}
variant=${2:-all}
here=$(cd "$(dirname "$0")" && pwd)
models=$(cd "$here/../.." && pwd)
data=${DATA:?the folder of pictures}
work=${WORK:?a folder for arrays and checkpoints, outside of the project}
hair=${HAIR_TEACHER:-}
python=${PYTHON:-python3}
if [ "$variant" = all ]; then name=face_parser; else name=face_parser_$variant; fi

cd "$models/training"
run() { module=$1; shift; exec "$python" -m "parsing.$module" --work "$work" "$@"; }

case $step in
prepare) run prepare --data "$data" ${TRACKER:+--tracker "$TRACKER"} ;;
label) run label --hair-teacher "$hair" ${TEACHER:+--teacher "$TEACHER"} ;;
build) run build ${BEGIN:+--begin "$BEGIN"} ;;
train)
  set -- --variant "$variant" --threads "${THREADS:-1}" --workers "${WORKERS:-0}" --rate "${RATE:-0.002}"
  if [ -n "${LIMIT:-}" ]; then set -- "$@" --seconds "$LIMIT"; else set -- "$@" --minutes "${MINUTES:-120}"; fi
  run train "$@" ${TEACHER:+--teacher "$TEACHER"}
  ;;
calibrate)
  set -- --variant "$variant" --weights "$work/best_$variant.pt" --out "$work/final_$variant.pt"
  run calibrate "$@"
  ;;
export) exec "$python" -m parsing.export --weights "$work/final_$variant.pt" --out "$models/$name.onnx" ;;
evaluate)
  run evaluate --data "$data" --model "$models/$name.onnx" --hair-teacher "$hair" --out "$work/evaluation_$variant.json"
  ;;
card)
  set -- --model "all=$models/face_parser.onnx"
  if [ -f "$models/face_parser_permissive.onnx" ]; then
    set -- "$@" --model "permissive=$models/face_parser_permissive.onnx"
  fi
  run card "$@" ${PROGRAM:+--program "$PROGRAM"}
  ;;
*) echo "$step is none of the steps" >&2; exit 2 ;;
esac
