import Testing

@testable import ColocKit
@testable import coloc

@Suite("A finding for people")
struct FindingLinesTests {
  @Test("Words fold at 80 columns, the cure stays whole for pasting")
  func folding() {
    let path = String(repeating: "/directory", count: 9)
    let words = String(repeating: "a sentence that goes on and on ", count: 4) + "to its end"
    let lines = FindingLines(Finding(.pathClosed, "/srv", words, cure: "chmod a+x \(path)")).text.split(separator: "\n")
    #expect(lines.first?.hasPrefix("error: path-closed  /srv: a sentence") == true)
    #expect(lines.dropLast().allSatisfy { $0.count <= 80 })
    #expect(lines.last == "    chmod a+x \(path)")
  }

  @Test("What a guest or a tenant wrote moves no cursor")
  func harmless() {
    let finding = Finding(.domainOrphan, "evil\u{1B}[2J", "two\nlines", cure: "virsh undefine x")
    #expect(FindingLines(finding).text == "domain-orphan  evil\u{FFFD}[2J: two; lines\n    virsh undefine x\n")
  }

  @Test("An item has these five keys, and no cure where nothing is wrong")
  func json() {
    let fine = Finding.fine(.poolLow, "coloc", "much is free")
    #expect(
      fine.json.compact
        == #"{"code":"pool-low","cure":null,"message":"much is free","object":"coloc","severity":"ok"}"#
    )
    let far = Finding(.vmAutostart, "web", "off", cure: "virsh autostart x").asking("qemu+ssh://b/system")
    #expect(far.cure == "virsh -c qemu+ssh://b/system autostart x")
  }
}
