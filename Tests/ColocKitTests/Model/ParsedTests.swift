import Foundation
import Testing

@testable import ColocKit

/// What each grammar of the model takes and refuses.
@Suite struct ParsedTests {
  private func refused<Value: Parsed>(_ type: Value.Type, _ texts: [String]) {
    for text in texts { #expect(Value(text) == nil, "\(type) took '\(text)'") }
  }

  private func kept<Value: Parsed>(_ type: Value.Type, _ texts: [String]) {
    for text in texts { #expect(Value(text)?.description == text, "\(type) refused or changed '\(text)'") }
  }

  @Test func names() {
    let good = ["a", "velo-web", "7up", "a1", String(repeating: "a", count: 40)]
    let bad = [
      "", ".", "..", "-a", "a-", "A", "a_b", "a.b", "a/b", "123", "é", "a b", "a\n", String(repeating: "a", count: 41),
    ]
    kept(VMName.self, good)
    kept(TenantName.self, good)
    refused(VMName.self, bad)
    refused(TenantName.self, bad)
    kept(LoginName.self, ["debian", "_x", "a-b_9"])
    refused(LoginName.self, ["", "root", "9a", "-a", "Ana", "a b", "a:b", String(repeating: "a", count: 33)])
  }

  @Test func sizes() {
    #expect(ByteCount("512M")?.bytes == 512 << 20)
    #expect(ByteCount("20GiB")?.bytes == 20 << 30)
    #expect(ByteCount("64T") == ByteCount.largest)
    refused(
      ByteCount.self,
      ["", "2GB", "-1", "+1G", "1.5G", "1 G", "G", "2g", "99999T", "65T", "12", "１G", "9999999999999999999G"]
    )
    #expect(ByteCount.mebibytes(1536).description == "1536M")
    #expect(ByteCount(bytes: 1000).description == "1000B")
    #expect(ByteCount(bytes: 0).description == "0")
    #expect(ByteCount(bytes: 21_152_923_648).approximate == "19.7G")
  }

  @Test func addresses() {
    kept(IPv4Address.self, ["0.0.0.0", "10.77.0.10", "255.255.255.255"])
    refused(
      IPv4Address.self,
      ["", "10.77.0", "10.77.0.256", "010.0.0.1", "1.2.3.4.5", "1.2.3.-0", "1.2.3.+4", "1..2.3"]
    )
    kept(IPv6Address.self, ["::", "2001:db8::10", "fe80::1"])
    #expect(IPv6Address("2001:0DB8::0010")?.description == "2001:db8::10")
    refused(IPv6Address.self, ["", "1.2.3.4", "fe80::1%eth0", ":::", "2001:db8::g", "::1\u{0}"])
    kept(MACAddress.self, ["52:54:00:ab:cd:ef"])
    #expect(MACAddress("52:54:00:AB:CD:EF")?.description == "52:54:00:ab:cd:ef")
    refused(
      MACAddress.self,
      ["", "52:54:00:ab:cd", "52-54-00-ab-cd-ef", "53:54:00:ab:cd:ef", "52:54:00:+1:cd:ef", "52:54:00:-0:cd:ef"]
    )
  }

  @Test func networks() throws {
    kept(IPv4Network.self, ["10.77.0.0/24", "10.0.0.0/8", "192.168.1.252/30"])
    refused(
      IPv4Network.self,
      ["10.77.0.1/24", "10.77.0.0", "10.77.0.0/31", "10.77.0.0/7", "10.77.0.0/+24", "10.77.0.0/024"]
    )
    let network = try IPv4Network(parsing: "10.77.0.0/23")
    #expect(network.first.description == "10.77.0.1")
    #expect(network.broadcast.description == "10.77.1.255")
    #expect(try network.contains(IPv4Address(parsing: "10.77.1.7")))
    #expect(try !network.contains(IPv4Address(parsing: "10.77.2.0")))
    #expect(try network.overlaps(IPv4Network(parsing: "10.77.1.0/24")))
    #expect(try IPv4Network(parsing: "10.77.1.0/24").overlaps(network))
    #expect(try !network.overlaps(IPv4Network(parsing: "10.77.2.0/24")))
    kept(IPv6Network.self, ["2001:db8:77::/64", "fd00::/112"])
    refused(
      IPv6Network.self,
      ["2001:db8:77::1/64", "2001:db8::/15", "2001:db8::/113", "2001:db8::", "2001:db8:8000::/33/1"]
    )
    let prefix = try IPv6Network(parsing: "2001:db8:77::/64")
    #expect(prefix.address(at: 0x1234).description == "2001:db8:77::1234")
    #expect(prefix.contains(prefix.address(at: 9)))
    #expect(try !prefix.contains(IPv6Address(parsing: "2001:db8:78::1")))
    #expect(IPv6Network("2001:db8:77:8000::/49") != nil)
    #expect(IPv6Network("2001:db8:77:4000::/49") == nil)
  }

  @Test func times() throws {
    kept(Timestamp.self, ["1970-01-01T00:00:00Z", "2026-11-02T20:15:00Z", "2024-02-29T23:59:59Z"])
    refused(
      Timestamp.self,
      [
        "", "2026-11-02", "2026-11-02T20:15:00", "2026-11-02T20:15:00+01:00", "2026-11-02T25:00:00Z",
        "2026-02-30T00:00:00Z", "2026-11-02T20:15:00.5Z", " 2026-11-02T20:15:00Z", "2026-11-02T20:15:00Zx",
      ]
    )
    #expect(try Timestamp(parsing: "2026-11-02T20:15:00Z").adding(days: 14).description == "2026-11-16T20:15:00Z")
    kept(CalendarDate.self, ["2026-11-02", "2024-02-29", "1970-01-01"])
    refused(
      CalendarDate.self,
      ["", "2026-02-29", "2026-13-01", "26-11-02", "2026-1-2", "1969-12-31", "3000-01-01", "2026-11-02 "]
    )
  }

  @Test func contacts() {
    kept(
      Contact.self,
      [
        "email:contact@velo.example", "matrix:@ana:velo.example", "xmpp:ana@velo.example",
        "fediverse:@ana@velo.example",
        "phone:+33612345678", "matrix:@ana:velo.example:8448",
      ]
    )
    refused(
      Contact.self,
      [
        "", "email", "email:", "mail:a@b", "email:a", "email:a@b@c", "email:a b@c", "email:a@b\r\nBcc: x@y",
        "email:-f@b",
        "email:\"a\"@b", "matrix:ana:velo.example", "fediverse:ana@velo.example", "phone:call me", "phone:++++++",
        "email:a@\u{202E}b", "email:" + String(repeating: "a", count: 254) + "@b",
      ]
    )
  }

  @Test func sites() {
    kept(SiteName.self, ["velo.example", "a.b.xn--p1ai", "1.example"])
    refused(
      SiteName.self,
      ["velo", "Velo.example", "velo.example.", ".example", "-a.example", "*.example", "10.0.0.1", "a..b"]
    )
  }

  @Test func releasesAndImages() throws {
    kept(Release.self, ["12", "3.22", "3.22.1"])
    refused(Release.self, ["", "v12", "3.", "3.022", "1.2.3.4", "99999", "-1", "+1"])
    #expect(try Release(parsing: "3.9") < Release(parsing: "3.22"))
    kept(ImageName.self, ["debian-12-3f9a1c2b", "alpine-3.22-00000000"])
    refused(
      ImageName.self,
      ["debian-12", "debian-12-3f9a1c2", "debian-12-3F9A1C2B", "arch-1-3f9a1c2b", "../x-1-3f9a1c2b"]
    )
    #expect(try Sample.image().name.description == "debian-12-3f9a1c2b")
    #expect(ConversationID("c1")?.number == 1)
    refused(ConversationID.self, ["", "c", "c0", "c01", "1", "c-1", "c1000000"])
    #expect(Digest(String(repeating: "AB", count: 64))?.description == String(repeating: "ab", count: 64))
    refused(Digest.self, ["", String(repeating: "a", count: 127), String(repeating: "g", count: 128)])
  }

  @Test func publicKeys() throws {
    let key = try Sample.key()
    #expect(key.comment == "ana@velo.example")
    #expect(try SSHPublicKey(parsing: key.description + "\n") == key)
    #expect(try SSHPublicKey(parsing: key.bare).comment.isEmpty)
    let body = key.blob.base64EncodedString()
    refused(
      SSHPublicKey.self,
      [
        "", "ssh-ed25519", "ssh-ed25519 AAAA", "ssh-rsa \(body)", "ssh-dss \(body)", "ssh-ed25519 \(body.dropLast(4))",
        "command=\"x\" ssh-ed25519 \(body)", "\(key.bare)\n\(key.bare)", "-----BEGIN OPENSSH PRIVATE KEY-----",
        "ssh-ed25519 \(body) a\u{1B}[2J",
      ]
    )
    let fault = #expect(throws: ParseFault.self) {
      try SSHPublicKey(parsing: "-----BEGIN OPENSSH PRIVATE KEY-----\nabc")
    }
    #expect(fault?.message.contains("abc") == false)
  }
}
