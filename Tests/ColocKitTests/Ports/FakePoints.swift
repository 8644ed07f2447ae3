import ColocKit

/// What a fake guest writes, and what a fake libvirt follows of it: blocks by name, each of one disk.
struct FakePoints: Sendable {
  /// A place that is written to.
  struct Block: Hashable, Sendable, Comparable {
    let disk: String
    let name: String

    static func < (left: Self, right: Self) -> Bool { (left.disk, left.name) < (right.disk, right.name) }
  }

  struct Checkpoint: Sendable {
    let name: String
    let followed: [String]
    var dirty: Set<Block> = []
  }

  struct Job: Sendable {
    let files: [(path: String, blocks: [String: String])]
    var looks: Int
  }

  /// The paths of its disks by device; empty for one disk without a file.
  var disks: [String: String] = ["vda": "/nowhere/vda.qcow2"]
  /// The devices whose format holds no bitmaps.
  var raw: Set<String> = []
  var nvram: String?
  var content: [Block: String] = [:]
  var checkpoints: [Checkpoint] = []
  var isTrackLost = false
  /// Checkpoints whose bitmaps are lost.
  var undeletable: Set<String> = []
  var isFrozen = false
  /// Whether a freeze is refused, and nevertheless carried out.
  var freezesLate = false
  var refusesThaw = 0
  var job: Job?
  /// How often a job is looked at before it is done.
  var looks = 2
  /// Whether a job makes no way.
  var isStuck = false
  var end: BackupEnd?
  /// How the next job ends.
  var nextEnd = BackupEnd(isSuccess: true)
  var isBusy = false
  /// What a guest that broke out has the copy stand on.
  var forgedBacking: String?

  mutating func write(_ name: String, _ value: String, on disk: String = "vda") {
    let block = Block(disk: disk, name: name)
    content[block] = value
    if let last = checkpoints.indices.last { checkpoints[last].dirty.insert(block) }
  }

  /// What was written since a checkpoint, on the disks that it follows; nil when there is none.
  func dirty(since name: String) -> Set<Block>? {
    guard !isTrackLost, let place = checkpoints.firstIndex(where: { $0.name == name }) else { return nil }
    let followed = checkpoints[place].followed
    let dirty = checkpoints.dropFirst(place).reduce(into: Set<Block>()) { $0.formUnion($1.dirty) }
    return dirty.filter { followed.contains($0.disk) }
  }

  /// What it writes to goes to the one before, where there is one.
  mutating func delete(checkpoint name: String) {
    guard let place = checkpoints.firstIndex(where: { $0.name == name }) else { return }
    let gone = checkpoints.remove(at: place)
    if place > 0 { checkpoints[place - 1].dirty.formUnion(gone.dirty) }
  }

  /// What of a disk a backup would copy now.
  func blocks(of disk: String, since name: String?) -> [String: String]? {
    var chosen = content.filter { $0.key.disk == disk }
    if let name {
      guard let dirty = dirty(since: name) else { return nil }
      chosen = chosen.filter { dirty.contains($0.key) }
    }
    return Dictionary(chosen.map { ($0.key.name, $0.value) }) { first, _ in first }
  }
}
