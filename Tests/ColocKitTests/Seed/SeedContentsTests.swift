import ColocKit
import Foundation
import Testing

@Suite("What a seed says")
struct SeedContentsTests {
  private let templates = TemplateSource(owners: "/nonexistent", installed: nil)

  @Test("Names, keys and addresses stand where cloud-init looks for them", arguments: ColocKit.OperatingSystem.allCases)
  func contents(os: ColocKit.OperatingSystem) throws {
    let contents = try SeedContents(.sample(os: os, ipv6: true), templates: templates)
    #expect(contents.userData.hasPrefix("#cloud-config\n{\n"))
    let user = try object(contents.userData)
    #expect(user["hostname"] as? String == "velo-web")
    #expect(user["ssh_pwauth"] as? Bool == false && user["disable_root"] as? Bool == true)
    #expect(user["final_message"] as? String == "coloc: velo-web is ready")
    let users = try #require(user["users"] as? [[String: Any]])
    #expect(users.count == 1 && users[0]["name"] as? String == os.rawValue)
    #expect(users[0]["ssh_authorized_keys"] as? [String] == [try SSHPublicKey.sample.description])
    #expect(try object(contents.metaData)["instance-id"] as? String == "coloc-7d6f3a52-3c1e-4d5e-9b1a-0c9b7f1e2d33")
    #expect(try object(contents.networkConfig)["version"] as? Int == 1)
    #expect(contents.networkConfig.contains("\"address\": \"2001:db8:77::10/64\""))
    // No account has a password: Debian's is locked, Alpine's hash matches nothing.
    #expect(users[0]["passwd"] as? String == (os == .debian ? nil : "*"))
    #expect(users[0]["plain_text_passwd"] == nil && user["chpasswd"] == nil && user["password"] == nil)
  }

  @Test("Without a key nothing is rendered")
  func noKeys() throws {
    let request = try SeedRequest.sample(keys: [])
    #expect { try SeedContents(request, templates: templates) } throws: { ($0 as? Failure)?.kind == .cannotCreate }
  }

  @Test("A comment behind a key cannot become structure")
  func hostileComment() throws {
    let sample = try SSHPublicKey.sample
    let hostile = try SSHPublicKey(parsing: sample.bare + " \"] }, runcmd: [[touch, /pwned]], x: { y: [\"#")
    let contents = try SeedContents(.sample(keys: [hostile]), templates: templates)
    let plain = try SeedContents(.sample(), templates: templates)
    #expect(try object(contents.userData).keys.sorted() == object(plain.userData).keys.sorted())
  }

  @Test("Router advertisements are heeded only where they tell the way out of a prefix")
  func routerAdvertisements() throws {
    let fixed = try SeedRequest.sample(os: .alpine, ipv6: true)
    let network = GuestNetwork(
      ipv4Prefix: 24,
      gateway: fixed.network.gateway,
      ipv6Prefix: 64,
      ipv6Gateway: nil,
      dns: []
    )
    let told = SeedRequest(vm: fixed.vm, network: network, timezone: fixed.timezone)
    for (request, heeded) in [(fixed, "0"), (told, "1"), (try .sample(os: .alpine, ipv6: false), "0")] {
      let contents = try SeedContents(request, templates: templates)
      #expect(contents.networkConfig.contains("\"accept-ra\": \"\(heeded)\""))
      #expect(contents.userData.contains("net.ipv6.conf.eth0.accept_ra = \(heeded)\\n"))
    }
  }

  @Test("A mistake in the owner's template names file and line")
  func mistake() throws {
    let scratch = try ScratchDirectory()
    try scratch.write("#cloud-config\nhostname: ${name}\nusers: ${user}\n", to: "debian/user-data.yaml")
    let own = TemplateSource(owners: scratch.path, installed: nil, owner: geteuid())
    let request = try SeedRequest.sample()
    #expect {
      try SeedContents(request, templates: own)
    } throws: {
      ($0 as? Failure)?.message.hasPrefix("\(scratch.path)/debian/user-data.yaml:3: ${user} is no known name") == true
    }
  }

  private func object(_ text: String) throws -> [String: Any] {
    let json = text.drop { $0 == "#" }.drop { $0 != "{" }
    return try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
  }
}
