import Foundation
import Testing
import VirtKit

/// What is rendered follows libvirt's own schemas (virt-xml-validate, Debian packages libvirt-clients, libxml2-utils).
@Suite(
  .enabled("virt-xml-validate and xmllint are not installed: apt install libvirt-clients libxml2-utils") {
    ["/usr/bin/virt-xml-validate", "/usr/bin/xmllint"].allSatisfy(FileManager.default.isExecutableFile(atPath:))
  }
)
struct SchemaTests {
  private func validate(_ xml: String, _ schema: String) throws {
    let (status, words) = try validator(xml, schema)
    #expect(status == 0, "\(words)\n\(xml)")
  }

  private func validator(_ xml: String, _ schema: String) throws -> (Int32, String) {
    let file = FileManager.default.temporaryDirectory.appending(path: "virtkit-\(UUID()).xml")
    try Data(xml.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let output = Pipe()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/virt-xml-validate")
    process.arguments = [file.path, schema]
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let words = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: words, as: UTF8.self))
  }

  @Test(arguments: [Firmware.bios, .uefi(), .uefi(loader: "/usr/share/OVMF/OVMF_CODE_4M.fd")])
  func domain(firmware: Firmware) throws {
    var domain = Samples.domain()
    domain.firmware = firmware
    try validate(domain.xml, "domain")
  }

  @Test func smallestDomain() throws {
    let domain = DomainDefinition(name: "a", uuid: UUID(), type: .kvm, machine: "q35", memory: 64 << 20, vcpus: 1)
    try validate(domain.xml, "domain")
  }

  @Test func network() throws {
    try validate(Samples.network().xml, "network")
  }

  @Test(arguments: [NetworkDefinition.Forward.nat, .routed, .isolated])
  func smallestNetwork(forward: NetworkDefinition.Forward) throws {
    try validate(NetworkDefinition(name: "a", uuid: UUID(), forward: forward).xml, "network")
  }

  @Test func pool() throws {
    try validate(PoolDefinition(name: "coloc", uuid: UUID(), path: "/var/lib/images").xml, "storagepool")
  }

  @Test(arguments: ["qcow2", "raw"]) func volume(format: String) throws {
    let backing = DiskDefinition.Backing(path: "/var/lib/images/base.qcow2", format: "qcow2")
    let volume = VolumeDefinition(
      name: "a.qcow2",
      capacity: 1 << 30,
      format: format,
      backing: format == "qcow2" ? backing : nil
    )
    try validate(volume.xml, "storagevol")
  }

  @Test func filter() throws {
    try validate(Samples.filter().xml, "nwfilter")
  }

  @Test func backup() throws {
    try validate(BackupTests.backup.xml, "domainbackup")
    try validate(BackupTests.checkpoint.xml, "domaincheckpoint")
  }

  @Test func schemaRefusesWhatIsWrong() throws {
    #expect(try validator("<domain/>", "domain").0 != 0)
  }
}
