import ColocKit
import Testing

@testable import coloc

@Suite("A host that is away")
struct AwayHostTests {
  @Test("It says so to every question, not only to the first: 69 each time")
  func everyQuestion() async {
    let host = LibvirtHost(.init(name: "garage", uri: "qemu+unix:///system?socket=/nowhere/libvirt-sock"))
    for _ in 1...3 {
      let failure = await #expect(throws: Failure.self) { try await host.machines() }
      #expect(failure?.kind == .unreachable && failure?.message.contains("does not answer") == true)
    }
    await host.close()
  }
}
