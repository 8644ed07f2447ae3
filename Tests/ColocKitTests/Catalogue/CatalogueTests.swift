import Foundation
import Glibc
import Testing

@testable import ColocKit

@Suite("The catalogue says where images are published; the owner's file lies on top of ours")
struct CatalogueTests {
  private let scratch: ScratchDirectory

  init() throws { scratch = try ScratchDirectory() }

  private func catalogue(_ os: ColocKit.OperatingSystem, owners text: String? = nil) throws -> Catalogue {
    if let text { try scratch.write(text, to: "etc/\(os.rawValue)/images.yaml") }
    let templates = TemplateSource(owners: "\(scratch.path)/etc", installed: nil, owner: geteuid())
    return try Catalogue(of: os, from: templates)
  }

  private func source(_ os: ColocKit.OperatingSystem, _ release: String?, owners text: String? = nil) throws
    -> ImageSource
  {
    try catalogue(os, owners: text).source(for: try release.map { try Release(parsing: $0) })
  }

  private func fault(_ os: ColocKit.OperatingSystem, _ text: String) -> Failure? {
    do { _ = try catalogue(os, owners: text) } catch { return error as? Failure }
    return nil
  }

  @Test("Debian, by its code names", arguments: [("12", "bookworm"), ("13", "trixie")])
  func debian(release: String, codename: String) throws {
    let source = try source(.debian, release)
    let directory = "https://cloud.debian.org/images/cloud/\(codename)/latest"
    #expect(source.directory.description == directory)
    #expect(source.checksum == .list("SHA512SUMS") && !source.isVerified && source.signatureSuffix == nil)
    let file = try source.file(for: nil)
    #expect(file.firmware == .bios)
    #expect(file.name.name(for: source.release) == "debian-\(release)-genericcloud-amd64.qcow2")
    #expect(throws: Failure.self) { try source.file(for: .uefi) }
  }

  @Test("Alpine, listed or newer, for both firmwares", arguments: ["3.20", "3.21", "3.22", "3.23", "3.24", "4.0"])
  func alpine(release: String) throws {
    let source = try source(.alpine, release)
    #expect(source.directory.description == "https://dl-cdn.alpinelinux.org/alpine/v\(release)/releases/cloud")
    #expect(source.checksum == .beside(suffix: ".sha512") && source.signatureSuffix == ".asc" && source.key == nil)
    #expect(try source.file(for: nil).firmware == .bios)
    let name = "nocloud_alpine-\(release).4-x86_64-uefi-cloudinit-r1.qcow2"
    #expect(try source.file(for: .uefi).name.newest(in: "\"\(name)\"", release: source.release) == name)
  }

  @Test("Without a release it is the newest that is listed; one that is not is 64 with those that are")
  func choice() throws {
    #expect(try source(.debian, nil).release.description == "13")
    #expect(try source(.alpine, nil).release == catalogue(.alpine).sources.map(\.release).max())
    for (os, release) in [(ColocKit.OperatingSystem.debian, "11"), (.debian, "14"), (.alpine, "3.19")] {
      let failure = #expect(throws: Failure.self) { try source(os, release) }
      #expect(failure?.kind == .usage && failure?.hints.first?.hasPrefix("known: ") == true)
    }
  }

  @Test("Every release in the catalogue is one that its template knows", arguments: ColocKit.OperatingSystem.allCases)
  func known(os: ColocKit.OperatingSystem) throws {
    let templates = TemplateSource(owners: "/nonexistent", installed: nil)
    #expect(try catalogue(os).sources.map(\.release) == GuestDefaults(of: os, from: templates).releases.map(\.release))
  }

  @Test("The owner's mirror, also without encryption when it says so")
  func mirror() throws {
    let near = try source(.debian, "12", owners: "base: http://mirror.lan:8080/cloud/\n")
    #expect(near.directory.description == "http://mirror.lan:8080/cloud/bookworm/latest")
    #expect(near.directory.allowsHTTP)
    #expect(try source(.alpine, "3.20", owners: "key: /etc/coloc/alpine.gpg\n").isVerified)
    #expect(try !source(.alpine, "3.20").directory.allowsHTTP)
  }

  @Test("The owner's releases are added or changed, the others stay")
  func added() throws {
    let text = """
      releases:
        - release: 14
          directory: forky/daily/latest
          files: {bios: debian-14-genericcloud-amd64-daily.qcow2, uefi: "x-{release}.qcow2"}
        - release: 12
          base: http://old.lan
          sum_suffix: .sha512
      """
    let catalogue = try catalogue(.debian, owners: text)
    #expect(catalogue.sources.map(\.release.description) == ["12", "13", "14"])
    let newest = try source(.debian, nil)
    #expect(newest.directory.description.hasSuffix("/cloud/forky/daily/latest"))
    #expect(newest.checksum == .list("SHA512SUMS"))
    #expect(try newest.file(for: .uefi).name.name(for: newest.release) == "x-14.qcow2")
    let old = try source(.debian, "12")
    #expect(old.directory.description == "http://old.lan/bookworm/latest")
    #expect(old.checksum == .beside(suffix: ".sha512"))
    #expect(try source(.debian, "13").directory.description.hasPrefix("https://cloud.debian.org/"))
  }

  @Test("Every fault at once, each with file and line")
  func faults() throws {
    let failure = try #require(
      fault(
        .debian,
        """
        base: ftp://x
        mirror: y
        sums_file: a/b
        sum_suffix: .sha512
        key: keys/a.gpg
        files:
          bios: ../x
          efi: a.qcow2
        signature_suffix: asc
        releases:
          - release: sid
          - release: 12
            directory: /a/../b
          - directory: c
        newer: "{version}"
        """
      )
    )
    #expect(failure.kind == .invalidFile)
    let file = "\(scratch.path)/etc/debian/images.yaml"
    let expected = [
      "1: base: 'ftp://x' is not a web address: it begins with neither", "2: mirror: is not a key here",
      "3: sums_file: 'a/b' is not a file name", "4: sum_suffix: stands beside sums_file",
      "5: key: 'keys/a.gpg' is not an absolute path", "7: files.bios: '../x' is not the name of an image file",
      "8: files.efi: is neither bios nor uefi", "9: signature_suffix: 'asc' is not a suffix",
      "11: releases[0].release: 'sid' is not a release", "13: releases[1].directory: '/a/../b' is not a directory",
      "14: releases[2].release: is missing", "15: newer: '{version}' is not a directory",
    ]
    for line in expected { #expect(failure.message.contains("\(file):\(line)"), "\(line)\n\(failure.message)") }
    #expect(failure.message.split(separator: "\n").count == expected.count + 1, "\(failure.message)")
  }

  @Test("A release that stands twice, quoted or not", arguments: ["12", "\"12\""])
  func twins(second: String) throws {
    let text = "releases:\n  - release: \"12\"\n  - release: \(second)\n"
    #expect(fault(.debian, text)?.message.contains("stands in releases[0] already") == true)
  }
}
