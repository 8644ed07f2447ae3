import Foundation
import Testing
import VirtKit

@testable import ColocKit
@testable import coloc

@Suite("A domain's form, in which drift is seen")
struct DomainFormTests {
  private func form(_ machine: MachineDefinition, _ body: (String) -> String = { $0 }) throws -> DomainForm {
    DomainForm(try DomainDescription(xml: body(try DomainDefinition(machine).xml)))
  }

  private func changed(_ body: (String) -> String) throws -> [String] {
    let (before, after) = (try form(Sample.definition()), try form(Sample.definition(), body))
    return Set(before.fields.keys).union(after.fields.keys).filter { before.fields[$0] != after.fields[$0] }.sorted()
  }

  @Test(
    "What coloc decides is a field of its own",
    arguments: [
      ("vcpus", "current=\"2\"", "current=\"3\""), ("isolation", "isolated=\"yes\"", "isolated=\"no\""),
      ("filter", "name=\"IP\" value=\"10", "name=\"IP\" value=\"11"), ("machine", "pc-q35-7.2", "pc-q35-7.1"),
      ("MAC", "<mac address=\"52:54:00", "<mac address=\"52:54:01"), ("disk vdb", "<readonly/>", ""),
      ("virtualization", "type=\"kvm\"", "type=\"qemu\""), ("disk vda", ".qcow2\"", ".raw\""),
    ]
  )
  func fields(_ field: String, _ old: String, _ new: String) throws {
    #expect(try DomainDefinition(Sample.definition()).xml.contains(old))
    #expect(try changed { $0.replacing(old, with: new) } == [field])
  }

  @Test("Words for people are none")
  func words() throws {
    #expect(try changed { $0.replacing("<title>", with: "<title>my ") } == [])
    #expect(try form(Sample.definition()).fields.values.allSatisfy { !$0.isEmpty })
  }
}

@Suite("What a packet filter does, however it is written")
struct FilterFormTests {
  private func form(_ body: (String) -> String = { $0 }) throws -> FilterForm {
    let filters = RackFilters(prefix: "coloc", rack: try Sample.rack())
    let filter = try #require(filters.definitions.first)
    return FilterForm(try XMLElement(parsing: body(try filter.xml)))
  }

  @Test("What libvirt adds and reorders is the same; another rule is not")
  func likeness() throws {
    let ours = try form()
    #expect(try form { $0.replacing(" chain=\"root\"", with: "") } == ours)
    #expect(
      try form { $0.replacing("protocol=\"udp\" srcportstart=\"67\"", with: "srcportstart=\"67\" protocol=\"udp\"") }
        == ours
    )
    #expect(try form { $0.replacing("srcportstart=\"67\"", with: "srcportstart=\"66\"") } != ours)
    #expect(try form { $0.replacing("priority=\"20\"", with: "priority=\"35\"") } != ours)
    #expect(try form { $0.replacing("action=\"drop\"", with: "action=\"accept\"") } != ours)
  }
}
