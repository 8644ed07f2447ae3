import Testing

@testable import ColocKit

@Suite("The rack in the form of other tools")
struct ReportTests {
  private func manifests() throws -> Manifests {
    let tenant = try Sample.tenant(vms: [Sample.vm("velo-web"), Sample.adopted()])
    let debian = try Sample.tenant("debian", isSelf: true, vms: [Sample.vm("mine", number: 2)])
    return Manifests(tenants: [tenant, debian], unreadable: [])
  }

  @Test("Ansible: a group a tenant and a system, names without -, all variables at once")
  func inventory() throws {
    let inventory = AnsibleInventory(try manifests().reachable)
    #expect(
      inventory.list.compact == """
        {"_meta":{"hostvars":{"mine":{"ansible_host":"10.77.0.12","ansible_user":"debian","coloc_os":"debian",\
        "coloc_release":"12","coloc_tenant":"debian"},"velo-web":{"ansible_host":"10.77.0.11",\
        "ansible_user":"debian","coloc_os":"debian","coloc_release":"12","coloc_tenant":"asso-velo"}}},\
        "all":{"children":["ungrouped","os_debian","tenant_asso_velo","tenant_debian"]},\
        "os_debian":{"hosts":["mine","velo-web"]},"tenant_asso_velo":{"hosts":["velo-web"]},\
        "tenant_debian":{"hosts":["mine"]}}
        """
    )
    #expect(inventory.host("velo-web")["ansible_host"] == .string("10.77.0.11"))
    #expect(inventory.host("nobody") == .object([:]))
    #expect(
      AnsibleInventory([]).list.compact == #"{"_meta":{"hostvars":{}},"all":{"children":["ungrouped"]}}"#
    )
  }

  @Test("One whose address nobody said is left out, and named")
  func addressless() throws {
    #expect(try manifests().addressless.map(\.description) == ["old-web"])
    #expect(try manifests().reachable.map(\.vm.name.description) == ["mine", "velo-web"])
  }

  @Test("ssh: a block a VM; strict where the host keys are known")
  func ssh() throws {
    var vm = try Sample.vm("velo-web")
    vm.hostKeys = []
    let tenant = try Sample.tenant(vms: [vm, Sample.vm("velo-list", number: 2)])
    let vms = Manifests(tenants: [tenant], unreadable: []).reachable
    let file = try SSHConfigurationPath(parsing: "~/.ssh/my keys")
    #expect(
      SSHConfiguration(vms, knownHosts: file).text == """
        Host velo-list
          HostName 10.77.0.12
          User debian
          HostKeyAlias velo-list
          UserKnownHostsFile "~/.ssh/my keys"
          StrictHostKeyChecking yes

        Host velo-web
          HostName 10.77.0.11
          User debian
          HostKeyAlias velo-web
          UserKnownHostsFile "~/.ssh/my keys"

        """
    )
    #expect(SSHConfiguration.knownHosts(of: vms) == "velo-list,10.77.0.12 \(try Sample.key("").bare)\n")
  }

  @Test(
    "A file that ssh would expand, or look for elsewhere, is refused",
    arguments: [
      "known_hosts", "~zoe/keys", "/a\"b", "/a%h", "/a$b", "/a\\b", "/a\nb", "",
    ]
  )
  func paths(_ text: String) { #expect(SSHConfigurationPath(text) == nil) }
}
