simulate coopetition/violation-and-recovery --format csv
