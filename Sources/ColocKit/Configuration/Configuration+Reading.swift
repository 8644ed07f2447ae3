import Foundation

extension Configuration: ReadableRecord {
  /// Reads coloc.yaml; what it leaves out is built in, what it misspells is refused.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    let rack = record.required("rack", .uuid)
    let trial = record.optional("trial", .bool, default: false)
    let owner = record.required("owner", .record(Owner.self))
    // Only the built-in values are taken from here.
    let standard = Self.standard(rack: UUID(), owner: Owner(name: "", mail: nil))
    let host = record.optional("host", .record(Host.self), default: standard.host)
    let timezone = record.optional("timezone", .timezone, default: standard.timezone)
    let pool = record.optional("pool", .record(Pool.self), default: standard.pool)
    let points = record.optional("points", .path, default: standard.points)
    let snapshots = record.optional("snapshots", .record(Snapshots.self))
    let network = record.optional("network", .record(Network.self), default: standard.network)
    let dns = record.optional("dns", .list(.parsed(IPv4Address.self)), default: [])
    let filters = record.optional("filters", .objectName, default: standard.filters)
    let trashDays = record.optional("trash_days", .int(0...3650), default: standard.trashDays)
    let reserve = record.optional("reserve", .record(Reserve.self), default: standard.reserve)
    let stop = record.optional("stop", .record(Pace.self))
    let start = record.optional("start", .record(Pace.self))
    let sendmail = record.optional("sendmail", .path, default: standard.sendmail)
    let announce = record.optional("announce", .record(Announce.self), default: standard.announce)
    try record.end()
    self.init(
      rack: try rack.get(),
      trial: try trial.get(),
      owner: try owner.get(),
      host: try host.get(),
      timezone: try timezone.get(),
      pool: try pool.get(),
      points: try points.get(),
      keep: try snapshots.get()?.keep ?? standard.keep,
      network: try network.get(),
      dns: try dns.get(),
      filters: try filters.get(),
      trashDays: try trashDays.get(),
      reserve: try reserve.get(),
      snapshotPace: try snapshots.get()?.pace ?? .standard,
      stopTimeout: try stop.get()?.timeout ?? standard.stopTimeout,
      stopParallel: try stop.get()?.parallel ?? standard.stopParallel,
      startTimeout: try start.get()?.timeout ?? standard.startTimeout,
      startParallel: try start.get()?.parallel ?? standard.startParallel,
      sendmail: try sendmail.get(),
      announce: try announce.get()
    )
  }
}
