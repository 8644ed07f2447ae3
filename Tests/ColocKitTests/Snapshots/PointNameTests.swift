import Testing

@testable import ColocKit

@Suite struct PointNameTests {
  @Test func anIDIsATime() throws {
    let moment = try Timestamp(parsing: "2026-11-02T03:00:00Z")
    #expect(PointID(moment).description == "20261102T030000Z")
    #expect(PointID(moment, number: 2).description == "20261102T030000Z-2")
    #expect(PointID("20261102T030000Z") == PointID(moment))
    #expect(PointID("20261102T030000Z-12") == PointID(moment, number: 12))
  }

  @Test(arguments: [
    "", "20261102T030000", "20261102t030000z", "20261302T030000Z", "20261102T030000Z-", "20261102T030000Z-1",
    "20261102T030000Z-02", "20261102T030000Z-2-2", "2026-11-02T03:00:00Z", "20261102T250000Z", "../../etc/passwd",
    "20261102T030000Z/", "20261102T030000Ż",
  ])
  func whatIsNoID(_ text: String) { #expect(PointID(text) == nil) }

  @Test func aReferenceIsAVMAndAPoint() throws {
    let vm = try VMName(parsing: "velo-web")
    #expect(PointReference("velo-web@latest") == PointReference(vm, .latest))
    #expect(PointReference("velo-web@before") == PointReference(vm, .name(try PointName(parsing: "before"))))
    let id = try PointID(parsing: "20261102T030000Z")
    #expect(PointReference("velo-web@20261102T030000Z") == PointReference(vm, .id(id)))
    #expect(PointReference("velo-web@20261102T030000Z")?.description == "velo-web@20261102T030000Z")
  }

  @Test(arguments: ["velo-web", "velo-web@", "@latest", "a@b@c", "velo-web@Before", "velo-web@../x", "..@x", "a@-"])
  func whatIsNoReference(_ text: String) { #expect(PointReference(text) == nil) }

  @Test func latestIsNoName() {
    let fault = #expect(throws: ParseFault.self) { try PointName(parsing: "latest") }
    #expect(fault?.reason == "always means the newest one")
    #expect(NewPoint("velo-web@latest") == nil)
    #expect(NewPoint("velo-web@before")?.name?.description == "before")
    #expect(NewPoint("velo-web").map { $0.name == nil } == true)
  }
}
