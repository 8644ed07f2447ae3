import ColocKit
import Foundation
import Testing

@Suite("cloud-init's own tools accept what a seed says", .needs("cloud-init", package: "cloud-init"))
struct CloudInitTests {
  private let templates = TemplateSource(owners: "/nonexistent", installed: nil)

  @Test("The schema of user-data holds", arguments: ColocKit.OperatingSystem.allCases)
  func schema(os: ColocKit.OperatingSystem) throws {
    let scratch = try ScratchDirectory()
    let contents = try SeedContents(.sample(os: os), templates: templates)
    try scratch.write(contents.userData, to: "user-data")
    let said = try ToolRunner.output("cloud-init", ["schema", "-c", "user-data"], in: scratch.path)
    #expect(said.contains("Valid cloud-config"))
    // The tool can refuse: a key of the wrong type is not passed over.
    try scratch.write(contents.userData.replacing("\"disable_root\": true", with: "\"disable_root\": 7"), to: "bad")
    #expect(throws: (any Error).self) {
      try ToolRunner.output("cloud-init", ["schema", "-c", "bad"], in: scratch.path)
    }
  }

  @Test("netplan on Debian")
  func netplan() throws {
    let text = try render(.debian, ipv6: true, "netplan")["etc/netplan/50-cloud-init.yaml"]
    let lines = try Set(
      #require(text).replacing("'", with: "").split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    )
    #expect(
      lines.isSuperset(of: [
        "- 10.77.0.10/24", "- 2001:db8:77::10/64", "macaddress: 52:54:00:12:34:56", "set-name: eth0", "- 10.77.0.1",
        "accept-ra: false",
      ]),
      "\(lines)"
    )
    // cloud-init 22 writes gateway4, newer ones write routes.
    for (key, gateway) in [("gateway4", "10.77.0.1"), ("gateway6", "2001:db8:77::1")] {
      #expect(lines.contains("\(key): \(gateway)") || lines.contains("via: \(gateway)"), "\(lines)")
    }
    let only4 = try #require(try render(.debian, ipv6: false, "netplan")["etc/netplan/50-cloud-init.yaml"])
    #expect(only4.contains("10.77.0.10/24") && !only4.contains("::"))
    #expect(!only4.contains("dhcp4: true") && !only4.contains("dhcp6: true"))
  }

  @Test("The interfaces file on Alpine")
  func interfaces() throws {
    let text = try #require(try render(.alpine, ipv6: true, "eni")["etc/network/interfaces"])
    let stanzas = text.components(separatedBy: "\n\n").map { stanza in
      stanza.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let ipv4 = try #require(stanzas.first { $0.contains("iface eth0 inet static") })
    #expect(Set(ipv4).isSuperset(of: ["auto eth0", "address 10.77.0.10/24", "gateway 10.77.0.1"]), "\(text)")
    let ipv6 = try #require(stanzas.first { $0.contains("iface eth0 inet6 static") })
    #expect(
      Set(ipv6).isSuperset(of: ["address 2001:db8:77::10/64", "gateway 2001:db8:77::1"]),
      "\(text)"
    )
    let only4 = try #require(try render(.alpine, ipv6: false, "eni")["etc/network/interfaces"])
    #expect(!only4.contains("inet6 static") && only4.contains("address 10.77.0.10/24"))
  }

  @Test("No name server, no line for one", arguments: [(ColocKit.OperatingSystem.debian, "netplan"), (.alpine, "eni")])
  func noNameServers(os: ColocKit.OperatingSystem, output: String) throws {
    let files = try render(os, ipv6: false, output, dns: [])
    #expect(files.values.allSatisfy { !$0.contains("nameserver") })
  }

  /// What cloud-init makes of the network-config, by the names of the files.
  private func render(
    _ os: ColocKit.OperatingSystem,
    ipv6: Bool,
    _ output: String,
    dns: [String] = ["10.77.0.1"]
  ) throws -> [String: String] {
    let scratch = try ScratchDirectory()
    let contents = try SeedContents(.sample(os: os, ipv6: ipv6, dns: dns), templates: templates)
    try scratch.write(contents.networkConfig, to: "network-config")
    _ = try ToolRunner.output(
      "cloud-init",
      ["devel", "net-convert", "-p", "network-config", "-k", "yaml", "-d", "out", "-D", os.rawValue, "-O", output],
      in: scratch.path
    )
    var files: [String: String] = [:]
    let root = "\(scratch.path)/out"
    for name in try FileManager.default.subpathsOfDirectory(atPath: root) {
      if let text = try? String(contentsOfFile: "\(root)/\(name)", encoding: .utf8) { files[name] = text }
    }
    return files
  }
}
