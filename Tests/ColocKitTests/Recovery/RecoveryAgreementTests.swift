import Foundation
import Testing

@testable import ColocKit

@Suite("recover does what its dry run said, whatever was interrupted and whatever is damaged")
struct RecoveryAgreementTests {
  /// Where the rack's files have the VM.
  enum Place: CaseIterable { case manifest, trash, purging, both, nowhere }

  /// What libvirt has of it.
  enum Domain: CaseIterable { case off, running, gone, unmarked, foreign }

  /// One state of a rack with one VM.
  struct Scene: CustomStringConvertible {
    let isAdopted: Bool
    let place: Place
    let domain: Domain
    let action: Intent.Action?
    /// Whether the operation had got as far as the record: sizes, title.
    let isFar: Bool
    let isSuspended: Bool
    let isDue: Bool
    /// Whether what a domain is made again from is gone: the disk, the copy of an adopted one's definition.
    let isBare: Bool

    var description: String {
      "\(isAdopted ? "adopted" : "made"), \(place), \(domain), \(action.map(\.rawValue) ?? "nothing") interrupted"
        + [(isFar, "far"), (isSuspended, "suspended"), (isDue, "due"), (isBare, "bare")].filter(\.0).map { ", \($0.1)" }
        .joined()
    }
  }

  /// Every place with every domain; the rest varies with the number.
  private static func scenes(_ action: Intent.Action?) -> [Scene] {
    var scenes: [Scene] = []
    let salt = 100 * (action.flatMap(Intent.Action.allCases.firstIndex) ?? -1) + 100
    // Nobody makes what is adopted.
    for isAdopted in action == .create ? [false] : [false, true] {
      for place in Place.allCases {
        for domain in Domain.allCases {
          let bits = UInt64(scenes.count + 1 + salt) &* 0x9E37_79B9_7F4A_7C15 >> 58
          scenes.append(
            Scene(
              isAdopted: isAdopted,
              place: place,
              domain: domain,
              action: action,
              isFar: bits & 1 != 0,
              isSuspended: bits & 2 != 0,
              isDue: bits & 4 != 0,
              isBare: bits & 24 == 0
            )
          )
        }
      }
    }
    return scenes
  }

  @Test(
    "The same steps, the same failures, and nothing left for a second run",
    arguments: [nil] + Intent.Action.allCases
  )
  func agreement(_ action: Intent.Action?) async throws {
    var seen: Set<RecoveryStep.Kind> = []
    for scene in Self.scenes(action) {
      let test = try await prepared(scene)
      let recovery = Recovery(test.rack("recover"))
      let plan = try await recovery.plan()
      let done = try await recovery.run()
      #expect(plan.steps.map(Self.words) == done.steps.map(Self.words), "\(scene)")
      #expect(plan.failures.map(\.message) == done.failures.map(\.message), "\(scene)")
      seen.formUnion(plan.steps.map(\.kind))
      // What is left to the owner is told again, and nothing else.
      let again = try await recovery.run()
      #expect(again.steps.allSatisfy { $0.outcome == .leftAlone }, "\(scene): \(again.steps.map(Self.words))")
    }
    let wanted: Set<RecoveryStep.Kind> =
      action == nil
      ? [.lost, .unmarked, .returned, .suspended, .stray, .expired] : [.interrupted]
    #expect(seen.isSuperset(of: wanted))
  }

  private static func words(_ step: RecoveryStep) -> String {
    "\(step.kind) \(step.name) of \(step.tenant?.description ?? "-"): \(step.outcome)"
  }

  private func prepared(_ scene: Scene) async throws -> TestRack {
    let test = try await scene.isAdopted ? TestRack.withAdopted { $0.state = .off } : TestRack()
    if !scene.isAdopted { _ = try await test.makeVM() }
    let vm = try #require(try test.rack().tenant(test.tenantName).vms.first)
    let domain = try #require(await test.host.domains[vm.uuid])
    try place(vm, domain.xml, scene, in: test)
    try begin(scene, vm, in: test)
    let other = try Sample.uuid(98)
    await test.host.arrange { host in
      var domain = domain
      domain.autostart = true
      switch scene.domain {
      case .off, .gone: break
      case .running: domain.state = .running
      case .unmarked: domain.carry(rack: nil)
      case .foreign: domain.carry(rack: other)
      }
      host.domains[vm.uuid] = scene.domain == .gone ? nil : domain
      if scene.isBare, !scene.isAdopted { host.volumes[vm.diskVolume] = nil }
    }
    if scene.isBare, scene.isAdopted { try test.rack().state.definitions.remove(vm.uuid) }
    return test
  }

  private func place(_ vm: VMRecord, _ xml: String, _ scene: Scene, in test: TestRack) throws {
    try test.change { tenant in
      if ![.manifest, .both].contains(scene.place) { tenant.vms = [] }
      if scene.isSuspended {
        tenant.suspended = Suspension(since: Sample.moment, reason: "moves", ran: [], autostart: [])
      }
    }
    guard [.trash, .purging, .both].contains(scene.place) else { return }
    let now = test.clock.source.now()
    try test.rack().state.tombstones.add(
      Tombstone(
        tenant: test.tenantName,
        vm: vm,
        domainXML: xml,
        deleted: now.adding(days: -3),
        expires: now.adding(days: scene.isDue ? -1 : 1),
        reason: nil,
        purging: scene.place == .purging
      )
    )
  }

  private func begin(_ scene: Scene, _ vm: VMRecord, in test: TestRack) throws {
    guard let action = scene.action else { return }
    var vm = vm
    if action == .resize, !scene.isFar { vm.vcpus += 1 }
    if action == .edit, !scene.isFar { vm.title = "Another" }
    let image = action == .image ? try Sample.image() : nil
    if action == .image, !scene.isFar, let image { try test.rack().state.images.remove(image.name) }
    _ = try test.rack().state.intents.begin(
      Intent(
        id: action == .start ? Sample.uuid(55) : vm.uuid,
        action: action,
        rack: test.configuration.rack,
        tenant: action == .image ? nil : test.tenantName,
        vm: action == .image ? nil : vm,
        image: image,
        command: "coloc vm test",
        started: Sample.moment
      )
    )
  }
}
