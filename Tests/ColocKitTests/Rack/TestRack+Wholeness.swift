import Foundation
import Testing

@testable import ColocKit

extension TestRack {
  /// Where a VM is found.
  struct Traces: Equatable, CustomStringConvertible {
    var manifest = false
    var domain = false
    var disk = false
    var seed = false
    var reservation = false
    var tombstone = false

    static let nothing = Traces()
    static let whole = Traces(manifest: true, domain: true, disk: true, seed: true, reservation: true)
    static let trashed = Traces(disk: true, seed: true, tombstone: true)

    var description: String {
      let names = [
        (manifest, "manifest"), (domain, "domain"), (disk, "disk"), (seed, "seed"), (reservation, "reservation"),
        (tombstone, "tombstone"),
      ]
      return names.filter(\.0).map(\.1).joined(separator: "+")
    }
  }

  /// What is left of a VM by its name, wherever; also whatever else should not be there.
  func traces(of name: String = "velo-web") async throws -> Traces {
    let state = rack().state
    let (domains, volumes, reservations) = await host.arrange { ($0.domains, $0.volumes, $0.reserved) }
    return Traces(
      manifest: try state.manifests.all().vms.contains { $0.vm.name.description == name },
      domain: domains.values.contains { $0.name == name },
      disk: volumes.keys.contains { $0.hasPrefix("\(name)-") && $0.hasSuffix(".qcow2") },
      seed: volumes.keys.contains { $0.hasPrefix("\(name)-") && $0.hasSuffix("-seed.iso") },
      reservation: reservations.contains { $0.name == name },
      tombstone: try state.tombstones.all().contains { $0.vm.name.description == name }
    )
  }

  /// Nothing under way, nothing left in the working directory, no rule of libvirt's broken.
  func expectTidy(_ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    #expect(try rack().state.intents.all().isEmpty, comment, sourceLocation: sourceLocation)
    let left = try FileManager.default.contentsOfDirectory(atPath: layout.run)
    #expect(left.isEmpty, comment, sourceLocation: sourceLocation)
    let violations = await host.violations
    #expect(violations.isEmpty, comment, sourceLocation: sourceLocation)
  }

  /// How many calls an operation makes on a host that is well.
  static func calls(of operation: (TestRack) async throws -> Void) async throws -> Int {
    let test = try await TestRack()
    try await operation(test)
    return await test.host.calls.count
  }
}
