import Foundation
import Testing

@testable import ColocKit

@Suite("What publishers write is searched for the one thing that is wanted")
struct PublishedNameTests {
  private let pattern = FilePattern("nocloud_alpine-{version}-x86_64-bios-cloudinit-r{revision}.qcow2")

  private func newest(_ listing: String, _ release: String = "3.22") throws -> String? {
    try #require(pattern).newest(in: listing, release: Release(parsing: release))
  }

  private func name(_ version: String, _ revision: String, _ firmware: String = "bios") -> String {
    "nocloud_alpine-\(version)-x86_64-\(firmware)-cloudinit-r\(revision).qcow2"
  }

  @Test("The newest point release and build, by number and not by text")
  func newest() throws {
    let names = [("3.22.9", "10"), ("3.22.10", "2"), ("3.22.10", "10"), ("3.22.10", "9"), ("3.22.0", "99")].map {
      name($0.0, $0.1)
    }
    let rows = names.map { "<a href=\"\($0)\">\($0)</a> <a href=\"\($0).asc\">\($0).asc</a>" }
    #expect(try newest(rows.shuffled().joined(separator: "\n")) == name("3.22.10", "10"))
    #expect(try newest(names.joined(separator: "\r\n")) == name("3.22.10", "10"))
    #expect(try newest(name("3.22", "0")) == name("3.22", "0"))
  }

  @Test(
    "Nothing else counts",
    arguments: [
      "", "<html>", "nocloud_alpine-3.23.0-x86_64-bios-cloudinit-r0.qcow2",
      "nocloud_alpine-3.220.0-x86_64-bios-cloudinit-r0.qcow2", "nocloud_alpine-3.22.1-x86_64-uefi-cloudinit-r0.qcow2",
      "nocloud_alpine-3.22.1-x86_64-bios-tiny-r0.qcow2", "xnocloud_alpine-3.22.1-x86_64-bios-cloudinit-r0.qcow2",
      "nocloud_alpine-3.22.1-x86_64-bios-cloudinit-r0.qcow2.asc", "nocloud_alpine-3.22.1-x86_64-bios-cloudinit-r.qcow2",
      "nocloud_alpine-3.22.1-x86_64-bios-cloudinit-r99999.qcow2",
      "nocloud_alpine-3.22.1.5-x86_64-bios-cloudinit-r0.qcow2", "nocloud_alpine-3.22..1-x86_64-bios-cloudinit-r0.qcow2",
      "nocloud_alpine-../../x-x86_64-bios-cloudinit-r0.qcow2",
    ]
  )
  func foreign(listing: String) throws { #expect(try newest("<a href=\"\(listing)\">") == nil) }

  @Test("Patterns")
  func patterns() throws {
    #expect(FilePattern("debian-{release}-x.qcow2")?.name(for: try Release(parsing: "12")) == "debian-12-x.qcow2")
    for bad in ["", ".x", "-x", "a/b", "a b", "{release}", "a{x}", "a{release", "a}", "a{version}{revision}", "é"] {
      #expect(FilePattern(bad) == nil, "\(bad)")
    }
  }

  @Test("Addresses")
  func addresses() {
    #expect(WebAddress("https://a.example/b/")?.description == "https://a.example/b")
    #expect(WebAddress("http://127.0.0.1:8080")?.appending("c/d").description == "http://127.0.0.1:8080/c/d")
    #expect(WebAddress("https://[::1]:1/x")?.allowsHTTP == false)
    for bad in [
      "", "a.example", "ftp://a", "HTTPS://a", "https://", "https:///x", "https://u:p@a/", "https://a/b?c",
      "https://a/#d",
      "https://a/ b", "https://a/../b", "https://a/é", "https://-a", "file:///etc/passwd", "https://a/\n",
    ] { #expect(WebAddress(bad) == nil, "\(bad)") }
  }

  private static let sum = String(repeating: "3f9a1c2b", count: 16)
  private static let other = String(repeating: "0", count: 128)

  @Test("A digest in a list, whatever else stands there")
  func list() throws {
    let wanted = try Digest(parsing: Self.sum)
    for line in ["\(Self.sum)  a.qcow2", "\(Self.sum) *a.qcow2", "\(Self.sum.uppercased())  a.qcow2\r"] {
      let text = "\(Self.other)  ba.qcow2\n\n# words\n\(Self.other)  a.qcow2.asc\n\(line)\n\(Self.other)  ./a.qcow2"
      #expect(SumList(Array(text.utf8)).digest(of: "a.qcow2") == wanted, "\(line)")
    }
    let twice = "\(Self.sum)  a\n\(Self.sum) *a\n"
    #expect(SumList(Array(twice.utf8)).digest(of: "a") == wanted)
  }

  @Test(
    "No digest where there is doubt",
    arguments: [
      "", "<html>404</html>", "\(sum)  a\n\(other)  a", "\(sum) a", "\(sum)   a", "\(sum.dropLast())  a", "\\\(sum)  a",
      "\(sum)  a\u{0}", "\(sum)  a ", "\(sum)\ta", "g\(sum.dropFirst())  a",
    ]
  )
  func doubt(text: String) { #expect(SumList(Array(text.utf8)).digest(of: "a") == nil) }

  @Test("Bytes that are no text")
  func binary() throws {
    let bytes = [0xFF, 0x00, 0x0A] + Array("\(Self.sum)  a\n".utf8) + [0xC3]
    #expect(try SumList(bytes).digest(of: "a") == Digest(parsing: Self.sum))
  }

  @Test("A digest that is all there is")
  func bare() throws {
    for text in [Self.sum, "\(Self.sum)\n", "\(Self.sum)\r\n", "\(Self.sum) \n\n"] {
      #expect(try SumList(Array(text.utf8)).onlyDigest == Digest(parsing: Self.sum))
    }
    for text in ["", "\n", "\(Self.sum)  a\n", "\(Self.sum)\n\(Self.sum)\n", " \(Self.sum)", "<html>", "0\(Self.sum)"] {
      #expect(SumList(Array(text.utf8)).onlyDigest == nil, "\(text)")
    }
  }

  @Test("The size that headers say, of the response that counts")
  func headers() {
    func total(_ lines: [String]) -> Int64? {
      var size = TransferSize()
      lines.forEach { size.take($0 + "\r") }
      return size.total
    }
    let moved = ["HTTP/1.1 302 Found", "Content-Length: 7", ""]
    #expect(total(moved) == nil)
    #expect(total(moved + ["HTTP/2 200 ", "content-length: 300", ""]) == 300)
    #expect(total(["HTTP/1.1 206 Partial", "Content-Length: 5", "Content-Range: bytes 10-14/15"]) == 15)
    #expect(total(["HTTP/1.1 200 OK", "Content-Length: 99999999999999999999"]) == nil)
    #expect(total(["HTTP/1.1 200 OK", "Content-Length: -1"]) == nil)
    #expect(total(["HTTP/1.1 206 OK", "Content-Range: bytes 0-1/*"]) == nil)
  }
}
