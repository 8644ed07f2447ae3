import ColocKit
import Foundation
import Testing

extension OwnerPath {
  /// A VM that starts by UEFI has variables of its own beside its disk.
  @Suite
  struct UEFITests {
    private static let create = "vm create web --tenant asso --os debian --memory 384M --disk 3G --no-wait"

    @Test("UEFI variables: made with the VM, kept in the trash, back with it, gone after a purge")
    func variables() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        try await rack.image(try Lab.image("no-os-uefi"))
        #expect(try await rack.item("image list --json")["firmware"] as? String == "uefi")
        try await rack.coloc(Self.create)
        #expect(try await rack.item("vm show web --json")["firmware"] as? String == "uefi")
        let file = try await rack.variables()
        #expect(try await rack.virsh("dumpxml web").contains("OVMF_CODE"))
        try await rack.coloc("vm kill web --confirm web")
        // A mark of the guest's, as far as anybody can tell.
        let mark = Data("boot order".utf8)
        try Self.write(mark, into: file)
        try await rack.coloc("vm delete web --yes")
        #expect(try await rack.virsh("list --all --name").contains("web") == false)
        #expect(try Self.read(mark.count, of: file) == mark)
        // Another VM of that name has others.
        try await rack.coloc(Self.create)
        #expect(try await rack.variables() != file)
        try await rack.coloc("vm delete web --now --confirm web")
        #expect(try Self.files() == [file])
        try await rack.coloc("vm restore-deleted web")
        #expect(try await rack.variables() == file)
        try await rack.coloc("vm start web")
        #expect(try Self.read(mark.count, of: file) == mark)
        try await rack.coloc("vm kill web --confirm web")
        try await rack.coloc("vm delete web --yes")
        try await rack.coloc("vm purge web --confirm web")
        #expect(try Self.files().isEmpty)
      }
      #expect(try Self.files().isEmpty)
    }

    @Test("a create that was killed when the VM ran already leaves no UEFI variables")
    func undone() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        try await rack.image(try Lab.image("no-os-uefi"))
        let library = try await Faults.WriteFaultTests.library(rack)
        let log = rack.home + "-writes"
        var env = ["COLOC_HOME": rack.home, "LD_PRELOAD": library, "WRITE_FAULT_LOG": log]
        let words = [Lab.coloc] + Self.create.split(separator: " ").map(String.init)
        #expect(try await Lab.run(words, env: env).status == 0)
        try await rack.coloc("vm delete web --now --confirm web")
        // The manifest is what makes it recorded: killed right before it takes its name.
        let writes = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
        let commit = try #require(writes.first { $0.contains(" rename") && $0.hasSuffix(" asso.json") })
        env["WRITE_FAULT_AT"] = String(commit.prefix { $0 != " " })
        env["WRITE_FAULT"] = "before"
        let killed = try await Lab.run(words, env: env)
        #expect(killed.status == 137, "\(killed)")
        #expect(try Self.files().count == 1)
        #expect(try await rack.virsh("list --name").contains("web"))
        try await rack.coloc("recover", saying: ["web was undone, nothing of it is left"])
        #expect(try await rack.virsh("list --all --name").contains("web") == false)
        #expect(try Self.files().isEmpty)
      }
    }

    /// The variables of all VMs of the lab.
    private static func files() throws -> [String] {
      let directory = "/var/lib/libvirt/qemu/nvram"
      return ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).map { "\(directory)/\($0)" }
    }

    // Behind what the firmware has written: the variable store's spare block ends the file.
    private static func write(_ mark: Data, into file: String) throws {
      let handle = try FileHandle(forWritingTo: URL(filePath: file))
      let end = try handle.seekToEnd()
      try handle.seek(toOffset: end - UInt64(mark.count))
      try handle.write(contentsOf: mark)
      try handle.close()
    }

    private static func read(_ count: Int, of file: String) throws -> Data? {
      FileManager.default.contents(atPath: file)?.suffix(count)
    }
  }
}

extension TrialRack {
  /// The file of web's UEFI variables, which is there and is QEMU's alone.
  fileprivate func variables() async throws -> String {
    let xml = try await virsh("dumpxml --inactive web").replacing("\"", with: "'")
    let path = try #require(xml.firstMatch(of: /<nvram[^>]*>([^<]+)<\/nvram>/)?.1)
    let mode = try FileManager.default.attributesOfItem(atPath: String(path))[.posixPermissions] as? Int
    #expect(mode == 0o600, "\(path)")
    return String(path)
  }
}
