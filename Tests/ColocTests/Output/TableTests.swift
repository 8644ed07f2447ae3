import Testing

@testable import coloc

@Suite("Tables and details")
struct TableTests {
  private let table = Table(
    headers: ["VM", "TENANT", "NAME"],
    rows: [["velo-web", "asso-velo", String(repeating: "é", count: 80)], ["a", "me", "Zoé"], ["b", "", ""]]
  )

  @Test("Piped, nothing is cut and no line ends in spaces")
  func piped() {
    #expect(
      table.text(width: nil) == """
        VM        TENANT     NAME
        velo-web  asso-velo  \(String(repeating: "é", count: 80))
        a         me         Zoé
        b

        """
    )
  }

  @Test("At 80 columns the last column is cut, with a mark")
  func eighty() {
    let lines = table.text(width: 80).split(separator: "\n")
    #expect(lines.map(\.count) == [25, 80, 24, 1])
    #expect(lines[1].hasSuffix("é…"))
  }

  @Test("A line of exactly the width is whole")
  func exact() {
    let table = Table(headers: ["A", "B"], rows: [["12", "123456"]])
    #expect(table.text(width: 10) == "A   B\n12  123456\n")
    #expect(table.text(width: 9) == "A   B\n12  1234…\n")
  }

  @Test("Headers stand alone when there is nothing")
  func empty() { #expect(Table(headers: ["VM", "STATE"]).text(width: 80) == "VM  STATE\n") }

  @Test("Details stand in one column, lines of a value below each other, absent ones left out")
  func details() {
    var details = Details()
    details.add("name", "velo-web")
    details.add("IPv6", String?.none)
    details.add("host keys", "one\ntwo")
    #expect(details.text == "name       velo-web\nhost keys  one\n           two\n")
  }
}
