import ColocKit
import Foundation
import Testing

/// A rack with one tenant, one image, a VM that comes and goes, and things beside it that are not coloc's.
struct FaultBench {
  /// The VM.
  static let vm = "web"
  /// The tenant.
  static let tenant = "asso"

  /// The rack.
  let rack: TrialRack
  /// The file that `image import` takes in.
  let upload: String
  /// What the rack calls that file once it is in.
  let uploaded: String
  /// A domain and a volume in the rack's pool that must never change.
  let foreign = "foreign"

  /// Makes the bench, runs `body`, and takes the bench apart.
  static func with(_ options: String = "--trial", _ body: (FaultBench) async throws -> Void) async throws {
    try await TrialRack.with(options) { rack in
      let bench = try await FaultBench(rack: rack)
      try await rack.tenant(tenant)
      try await rack.image(Lab.image("no-os"))
      try await bench.addForeign()
      do {
        try await body(bench)
      } catch {
        Issue.record(error)
      }
      try await Lab.libvirtd("start")
      _ = try await rack.virsh("undefine \(bench.foreign)")
    }
  }

  private init(rack: TrialRack) async throws {
    self.rack = rack
    upload = rack.home + "-upload.raw"
    // A boot sector and a megabyte of something: a raw disk, as the import knows it.
    var disk = Data(repeating: 0x20, count: 1 << 20)
    disk.replaceSubrange(510..<512, with: [0x55, 0xAA])
    try disk.write(to: URL(filePath: upload))
    uploaded = "debian-11-\(try await Lab.run(["sha512sum", upload]).stdout.prefix(8))"
  }

  /// The rack's files.
  var layout: StateLayout { get throws { try StateLayout(home: rack.home) } }

  /// Where the VM is now, as the rack's files say.
  var place: FaultVerb.Place {
    get throws {
      let manifests = try ManifestStore(layout: layout, command: "test").all()
      if manifests.vms.contains(where: { $0.vm.name.description == Self.vm }) { return .manifest }
      return try TombstoneStore(layout: layout).all().isEmpty ? .nowhere : .trash
    }
  }

  /// What is typed for a verb.
  func arguments(_ verb: FaultVerb) -> [String] {
    let words =
      switch verb {
      case .create:
        "vm create \(Self.vm) --tenant \(Self.tenant) --os debian --release 12 --memory 384M --disk 3G --no-wait"
      case .delete: "vm delete \(Self.vm) --yes"
      case .restoreDeleted: "vm restore-deleted \(Self.vm)"
      case .purge: "vm purge \(Self.vm) --confirm \(Self.vm)"
      case .deleteNow: "vm delete \(Self.vm) --now --confirm \(Self.vm)"
      case .importImage: "image import \(upload) --os debian --release 11"
      case .removeImage: "image remove \(uploaded) --confirm \(uploaded)"
      }
    return words.split(separator: " ").map(String.init)
  }

  /// Brings the VM, shut off, to where a verb wants it.
  func prepare(_ verb: FaultVerb) async throws {
    let isUploaded = try ImageStore(layout: layout).all().contains { $0.name.description == uploaded }
    if verb == .importImage, isUploaded { try await rack.coloc(arguments(.removeImage)) }
    if verb == .removeImage, !isUploaded { try await rack.coloc(arguments(.importImage)) }
    if try place == .nowhere, verb.before != .nowhere { try await rack.coloc(arguments(.create)) }
    if try place == .manifest { try await rack.coloc("vm kill \(Self.vm) --confirm \(Self.vm)") }
    switch (try place, verb.before) {
    case (.manifest, .nowhere): try await rack.coloc(arguments(.deleteNow))
    case (.manifest, .trash): try await rack.coloc(arguments(.delete))
    case (.trash, .nowhere): try await rack.coloc(arguments(.purge))
    case (.trash, .manifest): try await rack.coloc(arguments(.restoreDeleted))
    default: break
    }
    #expect(try place == verb.before)
  }

  /// Runs a verb with something in its environment, whatever comes of it.
  func run(_ verb: FaultVerb, env: [String: String], timeout: Duration = .seconds(60)) async throws -> LabOutcome {
    let environment = ["COLOC_HOME": rack.home, "SUDO_USER": ""].merging(env) { $1 }
    return try await Lab.run([Lab.coloc] + arguments(verb), env: environment, timeout: timeout)
  }

  /// Checks that a disturbed verb left the VM whole or nothing of it: once the next command has run, whatever it is, and
  /// again, down to the last temporary file, once `coloc recover` has.
  func check(_ verb: FaultVerb, _ step: String, _ outcome: LabOutcome, at place: SourceLocation = #_sourceLocation)
    async throws
  {
    let told = "\(verb.rawValue), \(step), COLOC_SEED=\(LabSample.seed)"
    for next in ["vm list", "recover"] {
      let command = try await Lab.run(
        [Lab.coloc] + next.split(separator: " ").map(String.init),
        env: ["COLOC_HOME": rack.home]
      )
      var faults = try await World(self).faults(swept: next == "recover")
      if command.status != 0 { faults.append("coloc \(next) ended with \(command)") }
      if try !verb.after.contains(self.place) { faults.append("the VM is \(try self.place)") }
      guard faults.isEmpty else {
        let list = faults.joined(separator: "\n  ")
        Issue.record("\(told), then coloc \(next):\n  \(list)\nThe verb: \(outcome)", sourceLocation: place)
        _ = try await Lab.run([Lab.coloc, "recover"], env: ["COLOC_HOME": rack.home])
        return
      }
    }
  }

  private func addForeign() async throws {
    let pool = try rack.object
    _ = try await rack.virsh("vol-create-as \(pool) \(foreign).qcow2 1M --format qcow2")
    let xml = """
      <domain type='qemu'><name>\(foreign)</name><memory unit='MiB'>16</memory><os><type>hvm</type></os></domain>
      """
    let defined = try await Lab.run(["virsh", "-q", "define", "/dev/stdin"], input: xml)
    guard defined.status == 0 else { throw LabFault("\(defined)") }
  }
}
