import Foundation
import Testing
import VirtKit

@testable import ColocKit
@testable import coloc

@Suite("What libvirt is told about a VM")
struct MachineDefinitionTests {
  private func xml(_ machine: MachineDefinition) throws -> String { try DomainDefinition(machine).xml }

  @Test("The same record gives the same XML")
  func stable() throws { #expect(try xml(Sample.definition()) == xml(Sample.definition())) }

  @Test(
    "The XML follows libvirt's schema in every shape",
    .needs("virt-xml-validate", package: "libvirt-clients"),
    .needs("xmllint", package: "libxml2-utils")
  )
  func schema() throws {
    for machine in [
      try Sample.definition(), try Sample.definition(ipv6: true), try Sample.definition(firmware: .uefi),
      try Sample.definition(kvm: false), try Sample.definition(plug: .bridge("br0")),
    ] {
      let xml = try xml(machine)
      let complaint = try SchemaValidator.complaint(xml, "domain")
      #expect(complaint == nil, "\(complaint ?? "")\n\(xml)")
    }
  }

  @Test("Sockets stand empty for vm resize, and a VM of more processors has just those")
  func sockets() throws {
    let vcpu = try XMLElement(parsing: xml(Sample.definition())).first("vcpu")
    #expect(vcpu?["current"] == "2" && vcpu?.text == "8")
    var vm = try Sample.vm()
    vm.vcpus = 12
    let large = try XMLElement(parsing: xml(Sample.definition(of: vm))).first("vcpu")
    #expect(large?["current"] == nil && large?.text == "12")
  }

  @Test("Identity, mark and words: ids only, nothing about people")
  func identity() throws {
    let root = try XMLElement(parsing: xml(Sample.definition()))
    #expect(root["type"] == "kvm" && root.first("name")?.text == "velo-web")
    #expect(root.first("uuid")?.text == "7d6f3a52-3c1e-4d5e-9b1a-0c9b7f1e2d33")
    #expect(root.first("title")?.text == "velo-web (asso-velo, debian 12)")
    let text = try xml(Sample.definition())
    #expect(text.contains("6f0c1d2e-0000-4000-8000-000000000001") && text.contains("http://debian.org/debian/12"))
    for personal in ["Atelier", "contact@", "ana@", "Zoé"] { #expect(!text.contains(personal)) }
    #expect(try xml(Sample.definition(kvm: false)).contains(#"<domain type="qemu""#))
  }
}
