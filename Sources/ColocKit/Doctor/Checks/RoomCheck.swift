/// Whether the pool has room, now and when every disk has grown to its full size.
struct RoomCheck: Check {
  static let codes: [FindingCode] = [.poolLow, .poolOvercommitted]

  let pool: StoragePool
  /// The volumes that may still grow.
  let volumes: [Volume]
  let reserve: ByteCount
  /// A VM in the trash whose disk would make room.
  let trashed: VMName?

  var findings: [Finding] {
    guard pool.available >= reserve else {
      let message =
        "\(pool.available.approximate) is free at \(pool.path), less than the reserve of \(reserve) (reserve.disk): "
        + "guests stand still when it is full"
      return [Finding(.poolLow, pool.name, message, cure: cure)]
    }
    let room = Admission.room(in: pool, volumes: volumes, reserve: reserve)
    guard room < 0 else { return [] }
    let message =
      "disks may still grow by \(ByteCount(bytes: -room).approximate) more than what is free at \(pool.path) without "
      + "the reserve of \(reserve)"
    return [Finding(.poolOvercommitted, pool.name, message, cure: cure)]
  }

  private var cure: String {
    trashed.map { "coloc vm purge \($0) --confirm \($0)" } ?? "du -xhd1 \(ShellWord.quoted(pool.path))"
  }
}
