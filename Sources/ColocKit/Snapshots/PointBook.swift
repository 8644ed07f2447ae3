internal import Foundation
import Synchronization

/// The points of one VM as one command has them in hand: its directory and its index, written at every change.
///
/// The caller holds the lock of the VM's points.
final class PointBook: Sendable {
  let directory: PointDirectory
  private let current: Mutex<PointIndex>

  /// What stands in the index.
  var index: PointIndex { current.withLock { $0 } }

  init(_ directory: PointDirectory, _ index: PointIndex) {
    self.directory = directory
    current = Mutex(index)
  }

  /// Changes the index, on the disk first.
  func change(_ body: (inout PointIndex) -> Void) throws(Failure) {
    var index = self.index
    body(&index)
    guard index != self.index else { return }
    // Not made here: where it is gone meanwhile, its VM is, and nothing may be left behind.
    try RecordDirectory<PointIndex>(path: directory.path).write(index)
    current.withLock { $0 = index }
  }
}

extension Rack {
  /// Where the points of a VM lie.
  func pointDirectory(of vm: UUID) -> PointDirectory { PointDirectory(path: "\(configuration.points)/\(vm.text)") }

  /// The points of a VM; nil when none was ever taken. Throws `invalidFile`, `notPermitted`.
  public func points(of vm: VMRecord) throws(Failure) -> PointIndex? {
    let directory = pointDirectory(of: vm.uuid)
    guard directory.exists, let index = try RecordDirectory<PointIndex>(path: directory.path).read(PointIndex.stem)
    else {
      return nil
    }
    guard index.vm == vm.uuid, index.rack == configuration.rack else {
      throw Failure(
        .notPermitted,
        "\(directory.path) holds snapshots of another VM or of another rack's: not touched",
        hint: "look at \(directory.path(of: "points.json"))"
      )
    }
    return index
  }

  /// Whether a VM that is off was started, paused, for a point only.
  func isHeld(_ vm: VMRecord) -> Bool { (try? points(of: vm))?.isHeld == true }

  /// Takes the points of a VM in hand; an empty index where there are none.
  func pointBook(of vm: VMRecord) throws(Failure) -> PointBook {
    let index = try points(of: vm) ?? PointIndex(vm: vm.uuid, rack: configuration.rack, name: vm.name)
    return PointBook(pointDirectory(of: vm.uuid), index)
  }

  /// qemu-img in the directory of a VM's points.
  func pointTool(_ book: PointBook) -> PointTool { PointTool(runner: runner, directory: book.directory) }
}
