import ColocKit
import Foundation
import Synchronization

/// What a host in memory tells a doctor: healthy until a test changes it.
final class FakeExaminer: HostExaminer {
  struct Facts: Sendable {
    var isLocal = true
    var pool: PoolFacts?
    var volumes: [String: VolumeFacts] = [:]
    var network: NetworkFacts?
    var filters: [FilterFacts] = []
    var domains: [UUID: DomainFacts] = [:]
    var filtersAtWork: [String: String] = [:]
    /// Calls that go wrong.
    var failing: Set<String> = []
  }

  private let facts = Mutex(Facts())
  private let asked = Mutex<[String]>([])

  /// What was asked, in order.
  var calls: [String] { asked.withLock { $0 } }

  func arrange(_ body: (inout Facts) -> Void) { facts.withLock { body(&$0) } }

  private func answer<Value: Sendable>(_ call: String, _ body: (Facts) -> Value) throws -> Value {
    asked.withLock { $0.append(call) }
    let facts = facts.withLock { $0 }
    guard !facts.failing.contains(call) else {
      throw Failure(.unexpected, "local could not answer", hint: "journalctl -u libvirtd")
    }
    return body(facts)
  }

  var isLocal: Bool { facts.withLock { $0.isLocal } }
  func examinePool(of: Configuration) async throws -> PoolFacts? { try answer("pool") { $0.pool } }
  func examineVolumes(of: Configuration) async throws -> [VolumeFacts] {
    try answer("volumes") { Array($0.volumes.values) }
  }
  func examineNetwork(of: Configuration) async throws -> NetworkFacts? { try answer("network") { $0.network } }
  func examineFilters(of: Configuration) async throws -> [FilterFacts] { try answer("filters") { $0.filters } }
  func examineDomains() async throws -> [DomainFacts] { try answer("domains") { Array($0.domains.values) } }
  func filtersAtWork() async throws -> [String: String] { try answer("filters at work") { $0.filtersAtWork } }
  func form(of definition: MachineDefinition) throws -> DomainForm { Self.form(of: definition.vm, definition) }

  static func form(of vm: VMRecord, _ definition: MachineDefinition? = nil) -> DomainForm {
    DomainForm(
      fields: ["vcpus": "\(vm.vcpus)", "memory": "\(vm.memory)", "MAC": vm.mac.description],
      disks: vm.adoption?.disks ?? ["/var/lib/libvirt/images/coloc/\(vm.diskVolume)"]
    )
  }
}

/// A machine in memory: every directory root's 0755 until a test changes it.
final class FakeLocal: LocalExaminer {
  struct Facts: Sendable {
    var files: [String: FileFacts?] = ["/dev/kvm": FileFacts?.none]
    var links: [String: String] = [:]
    var texts: [String: String] = ["/sys/module/apparmor/parameters/enabled": "Y\n"]
    var groups: [String: [String]] = ["libvirt": ["root", "zoe"], "sudo": ["zoe"]]
  }

  private let facts = Mutex(Facts())

  func arrange(_ body: (inout Facts) -> Void) { facts.withLock { body(&$0) } }

  func file(_ path: String) throws -> FileFacts? {
    facts.withLock { $0.files[path] ?? FileFacts(user: 0, group: 0, mode: 0o755) }
  }
  func resolved(_ path: String) throws -> String? {
    facts.withLock { facts in
      facts.links.reduce(path) { $0.hasPrefix($1.key) ? $1.value + $0.dropFirst($1.key.count) : $0 }
    }
  }
  func text(of path: String) throws -> String? { facts.withLock { $0.texts[path] } }
  func account(_ name: String) throws -> Account? { Account(user: 64055, groups: [64055]) }
  func members(ofGroup name: String) throws -> [String] { facts.withLock { $0.groups[name] ?? [] } }
}
