import ColocKit
import Foundation
import VirtKit

/// What libvirt and the rack's files hold, compared with each other.
struct World {
  private let bench: FaultBench
  private let layout: StateLayout
  private let configuration: Configuration

  init(_ bench: FaultBench) throws {
    self.bench = bench
    layout = try bench.layout
    configuration = try ConfigurationFile(layout: layout).read(environment: [:])
  }

  /// Everything that is there and should not be, or the other way round; `swept` when no leftover file may be there.
  func faults(swept: Bool) async throws -> [String] {
    let connection = try await Connection.open("qemu:///system")
    let vms = try ManifestStore(layout: layout, command: "test").all().vms.map(\.vm)
    let trash = try TombstoneStore(layout: layout).all()
    let images = try ImageStore(layout: layout).all()
    // A file that libvirt has not noticed yet is an orphan too.
    try await connection.refreshPool(configuration.pool.name)
    var faults = differences(
      "domain",
      Set(try await connection.domains().filter { isOfThisBench($0.name) }.map { "\($0.name) \($0.uuid.text)" }),
      Set(vms.map { "\($0.name) \($0.uuid.text)" })
    )
    faults += differences(
      "volume",
      Set(try await connection.volumeNames(pool: configuration.pool.name)),
      Set(
        (vms + trash.map(\.vm)).flatMap { [$0.diskVolume, $0.seedVolume] } + images.map(\.volume) + ["foreign.qcow2"]
      )
    )
    faults += differences(
      "reservation",
      // The network's own placeholder belongs to no VM.
      Set(
        try await connection.hostReservations(network: configuration.pool.name).filter { $0.name != "nobody" }.map {
          "\($0.mac) \($0.ip)"
        }
      ),
      Set(vms.map { "\($0.mac) \($0.ipv4?.description ?? "-")" })
    )
    for vm in vms where try await connection.domain(uuid: vm.uuid) != nil {
      if try await !connection.autostart(vm.uuid) { faults.append("\(vm.name) does not start with the host") }
    }
    if try await connection.domain(named: bench.foreign) == nil { faults.append("the foreign domain is gone") }
    faults += trash.filter(\.purging).map { "\($0.vm.name) is marked for purging" }
    faults += try files(swept: swept)
    await connection.close()
    return faults
  }

  private func isOfThisBench(_ name: String) -> Bool { name == FaultBench.vm || name.hasPrefix("web-") }

  private func differences(_ noun: String, _ found: Set<String>, _ wanted: Set<String>) -> [String] {
    found.subtracting(wanted).sorted().map { "orphan \(noun): \($0)" }
      + wanted.subtracting(found).sorted().map { "missing \(noun): \($0)" }
  }

  private func files(swept: Bool) throws -> [String] {
    let manager = FileManager.default
    var left = try manager.contentsOfDirectory(atPath: layout.intents).filter { swept || $0.hasSuffix(".json") }
    if swept {
      left += try manager.contentsOfDirectory(atPath: layout.run)
      left += (try manager.subpathsOfDirectory(atPath: layout.root)).filter { $0.contains(".tmp-") }
    }
    return left.sorted().map { "leftover file: \($0)" }
  }
}
