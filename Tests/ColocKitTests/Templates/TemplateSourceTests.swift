import ColocKit
import Foundation
import Glibc
import Testing

@Suite("Templates come from the owner, the installation, or the binary, and only from files nobody else can write")
struct TemplateSourceTests {
  private let scratch: ScratchDirectory

  init() throws { scratch = try ScratchDirectory() }

  private func source(owner: uid_t = geteuid()) -> TemplateSource {
    TemplateSource(owners: "\(scratch.path)/etc", installed: "\(scratch.path)/share", owner: owner)
  }

  private func failure(_ name: String, owner: uid_t = geteuid()) -> Failure? {
    do throws(Failure) {
      _ = try source(owner: owner).file(name)
      return nil
    } catch { return error }
  }

  @Test("The first place that has the file gives it")
  func order() throws {
    let name = "debian/meta-data.yaml"
    #expect(try source().file(name).path == "(built in)/\(name)")
    try scratch.write("installed: 1", to: "share/\(name)")
    #expect(try source().file(name) == TemplateFile(path: "\(scratch.path)/share/\(name)", text: "installed: 1"))
    try scratch.write("own: 1", to: "etc/\(name)")
    #expect(try source().file(name) == TemplateFile(path: "\(scratch.path)/etc/\(name)", text: "own: 1"))
    #expect(failure("debian/nothing.yaml")?.kind == .notFound)
  }

  @Test("The working directory is never looked at")
  func workingDirectory() throws {
    #expect(failure("../Package.swift")?.kind == .unexpected)
    #expect(failure("Package.swift")?.kind == .notFound)
  }

  @Test("A file or directory that others may write, of another owner, or behind a link is refused with the path")
  func distrusted() throws {
    let name = "debian/meta-data.yaml"
    try scratch.write("own: 1", to: "etc/\(name)", mode: 0o664)
    let loose = try #require(failure(name))
    #expect(loose.kind == .notPermitted && loose.message.contains("etc/\(name)"))
    #expect(loose.hints == ["sudo chmod go-w '\(scratch.path)/etc/\(name)'"])

    #expect(chmod("\(scratch.path)/etc/\(name)", 0o644) == 0)
    #expect(failure(name) == nil)
    #expect(failure(name, owner: 12345)?.message.contains("belongs to user") == true)

    #expect(chmod("\(scratch.path)/etc/debian", 0o777) == 0)
    #expect(failure(name)?.message.contains("etc/debian can be written by others") == true)
    #expect(chmod("\(scratch.path)/etc/debian", 0o755) == 0)

    #expect(rename("\(scratch.path)/etc/\(name)", "\(scratch.path)/elsewhere") == 0)
    #expect(symlink("\(scratch.path)/elsewhere", "\(scratch.path)/etc/\(name)") == 0)
    #expect(failure(name)?.message.contains("symbolic link") == true)

    #expect(unlink("\(scratch.path)/etc/\(name)") == 0)
    #expect(mkfifo("\(scratch.path)/etc/\(name)", 0o644) == 0)
    #expect(failure(name)?.message.contains("regular file") == true)

    #expect(rename("\(scratch.path)/etc/debian", "\(scratch.path)/moved") == 0)
    #expect(symlink("\(scratch.path)/moved", "\(scratch.path)/etc/debian") == 0)
    #expect(failure(name)?.message.contains("symbolic link") == true)
  }

  @Test("A file that is no UTF-8 is refused")
  func encoding() throws {
    try scratch.write("x", to: "etc/debian/meta-data.yaml")
    try Data([0x61, 0xC3, 0x28]).write(to: URL(filePath: "\(scratch.path)/etc/debian/meta-data.yaml"))
    #expect(chmod("\(scratch.path)/etc/debian/meta-data.yaml", 0o600) == 0)
    #expect(failure("debian/meta-data.yaml")?.kind == .invalidFile)
  }
}
