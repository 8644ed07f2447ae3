import Foundation
import Testing

extension OwnerPath {
  /// What libvirt and the disk hold for a VM.
  @Suite
  struct DefinitionTests {
    @Test("domain, filter, reservation, disk and modes are as promised")
    func definition() async throws {
      try await TrialRack.with { rack in
        try await rack.image(try Lab.image("no-os"))
        try await rack.tenant("asso")
        try await rack.create("web", for: "asso", "--no-wait")
        let vm = try await rack.item("vm show web --json")
        let mac = try #require(vm["mac"] as? String)
        let address = try #require(vm["ipv4"] as? String)
        try await rack.checkDomain(mac: mac, address: address)
        try await rack.checkNetwork(mac: mac, address: address)
        try await rack.checkFiles()
        try await rack.checkAudit()
      }
    }

    @Test("domains that are not coloc's are listed when asked for, marked, and left alone")
    func unmanaged() async throws {
      let name = "plain-\(UUID().uuidString.prefix(8).lowercased())"
      let xml =
        "<domain type='qemu'><name>\(name)</name><memory unit='MiB'>64</memory><os><type>hvm</type></os></domain>"
      try await TrialRack.with { rack in
        let path = try rack.file("plain.xml", xml)
        _ = try await rack.virsh("define \(path)")
        try await rack.tenant("asso")
        #expect(try await rack.coloc("vm list").stdout.contains(name) == false)
        try await rack.coloc("vm list --unmanaged", saying: [name, "(not coloc's)"])
        let item = try await rack.items("vm list --unmanaged --json").first { $0["name"] as? String == name }
        #expect(item?["managed"] as? Bool == false)
        #expect(item?["state"] as? String == "off")
        #expect(item?["memory"] as? Int == 64 << 20)
        #expect(item?["tenant"] is NSNull && item?["ipv4"] is NSNull)
        try await rack.image(try Lab.image("no-os"))
        try await rack.create(name, for: "asso", ends: 73, saying: ["not this rack's"])
        for verb in ["start", "stop", "kill", "delete", "wait", "show", "console"] {
          try await rack.coloc("vm \(verb) \(name)", ends: 66, saying: [name])
        }
        try await rack.coloc("deinit --confirm \(try rack.uuid)")
        #expect(try await rack.virsh("domstate \(name)").hasPrefix("shut off"))
        _ = try await rack.virsh("undefine \(name)")
      }
    }

    @Test("a range that the host routes already is refused, and nothing is made")
    func rangeInUse() async throws {
      try await TrialRack.with { rack in
        let other = try await TrialRack.refused("--trial --network \(try rack.range).128/25")
        #expect(other.status == 73, "\(other)")
        #expect(other.stderr.contains("\(try rack.range).128/25 is in use"), "\(other)")
      }
    }
  }
}

extension TrialRack {
  fileprivate static func refused(_ options: String) async throws -> LabOutcome {
    let home = FileManager.default.temporaryDirectory.appending(path: "coloc-refused-\(UUID().uuidString)").path()
    let arguments = [Lab.coloc, "init"] + options.split(separator: " ").map(String.init)
    let outcome = try await Lab.run(arguments, env: ["COLOC_HOME": home])
    #expect(!FileManager.default.fileExists(atPath: home), "\(outcome)")
    return outcome
  }

  fileprivate func checkDomain(mac: String, address: String) async throws {
    let xml = try await virsh("dumpxml --inactive web").replacing("\"", with: "'")
    let object = try object
    let wanted = [
      "<title>web (asso, debian 12)</title>", "rack='\(try uuid)' tenant='asso'", "http://debian.org/debian/12",
      "<port isolated='yes'/>", "<filterref filter='\(object)-guest'>", "<parameter name='IP' value='\(address)'/>",
      "<mac address='\(mac)'/>", "<source network='\(object)'/>", "discard='unmap'", "error_policy='enospace'",
      "<readonly/>", "<target dev='vda' bus='virtio'/>", "<target dev='vdb' bus='virtio'/>",
      "name='org.qemu.guest_agent.0'", "<rng model='virtio'>", "<serial type='pty'>",
    ]
    for words in wanted { #expect(xml.contains(words), "\(words) is missing in \(xml)") }
    for words in ["<graphics", "mail", "spoken", "ssh-"] { #expect(!xml.contains(words), "\(words) stands in \(xml)") }
    // A machine type without a number would be another one after the next upgrade of QEMU.
    #expect(xml.contains(/machine='pc-[a-z0-9]+-\d+\.\d+'/), "\(xml)")
    #expect(try await virsh("dominfo web").contains(/Autostart:\s+enable/))
    let live = try await virsh("dumpxml web").replacing("\"", with: "'")
    let tap = try #require(live.firstMatch(of: /<target dev='(vnet\d+)'\/>/)?.1)
    let bound = try await virsh("nwfilter-binding-list")
    #expect(bound.contains(tap) && bound.contains("\(object)-guest"), "\(bound)")
    let binding = try await virsh("nwfilter-binding-dumpxml \(tap)").replacing("\"", with: "'")
    #expect(binding.contains("<parameter name='IP' value='\(address)'/>"), "\(binding)")
    let links = try await Lab.run(["bridge", "-d", "link", "show", "dev", String(tap)])
    #expect(links.stdout.contains("isolated on"), "\(links)")
  }

  fileprivate func checkNetwork(mac: String, address: String) async throws {
    let object = try object
    for flags in ["", "--inactive "] {
      let xml = try await virsh("net-dumpxml \(flags)\(object)").replacing("\"", with: "'")
      #expect(xml.contains("<host mac='\(mac)' name='web' ip='\(address)'/>"), "\(xml)")
      #expect(!xml.contains("<range"), "\(xml)")
    }
    let served = try String(contentsOfFile: "/var/lib/libvirt/dnsmasq/\(object).conf", encoding: .utf8)
    for line in served.split(separator: "\n") where line.hasPrefix("dhcp-range=") {
      #expect(line.contains(",static"), "strangers would get a lease: \(line)")
    }
  }

  fileprivate func checkFiles() async throws {
    let pool = "/var/lib/libvirt/images/\(try object)"
    #expect(try mode(pool) == 0o711)
    let names = try FileManager.default.contentsOfDirectory(atPath: pool)
    #expect(names.count == 3, "\(names)")
    for name in names { #expect(try mode("\(pool)/\(name)") == 0o600, "\(name)") }
    let disk = try #require(names.first { $0.hasPrefix("web-") && $0.hasSuffix(".qcow2") })
    let told = try await Lab.run(["qemu-img", "info", "-U", "--output=json", "\(pool)/\(disk)"])
    let info = try #require(JSONSerialization.jsonObject(with: Data(told.stdout.utf8)) as? [String: Any])
    #expect(info["virtual-size"] as? Int == 3 << 30)
    #expect((info["full-backing-filename"] as? String)?.hasPrefix(pool) == true)
    let specific = (info["format-specific"] as? [String: Any])?["data"] as? [String: Any]
    #expect(specific?["compat"] as? String == "1.1")
    for path in try FileManager.default.subpathsOfDirectory(atPath: home) {
      #expect(try mode("\(home)/\(path)") & 0o077 == 0 || path == "coloc.yaml", "\(path)")
    }
  }

  /// Who did what is recorded, with names of fields and nothing about people.
  fileprivate func checkAudit() async throws {
    let log = try String(contentsOfFile: home + "/audit.jsonl", encoding: .utf8)
    #expect(log.contains("coloc vm create") && log.contains("\"web\""), "\(log)")
    #expect(!log.contains("spoken") && !log.contains("ssh-ed25519"), "\(log)")
  }

  private func mode(_ path: String) throws -> Int {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int ?? 0
  }
}
