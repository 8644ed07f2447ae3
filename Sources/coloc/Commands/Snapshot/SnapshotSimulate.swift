internal import ArgumentParser
internal import ColocKit
internal import Glibc

/// `coloc snapshot simulate`.
struct SnapshotSimulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Say which snapshots of given times a policy would keep, and why.",
    usage: "coloc snapshot simulate --keep <policy> [--zone <zone>] < <times>",
    discussion: """
      Reads one ISO 8601 time a line, with Z or an offset. A policy counts as restic forget does: hourly=24 keeps the \
      newest of each of the last 24 hours that have a snapshot. Hours are of UTC; days, weeks (ISO), months and years \
      are of the zone. The words: last, hourly, daily, weekly, monthly, yearly, within=36h. It needs no rack.

        for h in $(seq 720); do date -u -d "$h hours ago" +%FT%TZ; done |
          coloc snapshot simulate --keep last=3,daily=7 --zone Europe/Paris
      """
  )

  @Option(help: ArgumentHelp("What to keep: last=3,hourly=24,daily=7 …", valueName: "policy"), transform: typed)
  var keep: RetentionPolicy

  @Option(help: ArgumentHelp("The zone of days and longer; UTC when left out.", valueName: "zone"), transform: typed)
  var zone: ZoneName?

  @Option(
    help: ArgumentHelp("When it is; the newest of the times when left out.", valueName: "time"),
    transform: typed
  )
  var now: OffsetTime?

  @OptionGroup var output: OutputOptions

  func run() throws {
    if isatty(STDIN_FILENO) == 1 { Terminal.say("one time a line, Ctrl-D ends them") }
    let wall = WallClock(zone: zone?.description ?? "Etc/UTC")
    let times = try RetentionSimulation.times(in: try StandardInput.bytes())
    let decision = RetentionSimulation(times, now: now?.moment, policy: keep, wall: wall).decision
    output.put(
      decision.verdicts.map(\.json),
      names: decision.verdicts.filter(\.keep).map { OffsetTime($0.candidate.time).description }
    ) {
      let rows = decision.verdicts.map { verdict in
        [
          wall.text(verdict.candidate.time) + wall.offsetText(at: verdict.candidate.time),
          verdict.keep ? "keep" : "drop", verdict.reasons.map(\.description).joined(separator: ", "),
        ]
      }
      return Table(headers: ["TIME", "", "REASONS"], rows: rows).text(width: Terminal.width)
    }
    if let hold = decision.hold { throw Failure(.partly, hold.sentence) }
  }
}
