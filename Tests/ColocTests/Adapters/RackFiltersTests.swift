import Foundation
import Testing
import VirtKit

@testable import coloc

@Suite("coloc's packet filters")
struct RackFiltersTests {
  private func filters() throws -> [FilterDefinition] {
    RackFilters(prefix: "coloc", rack: try Sample.rack()).definitions
  }

  @Test("Names begin with the rack's prefix; UUIDs are the rack's; what is referred to comes first")
  func order() throws {
    var known: Set<String> = []
    for filter in try filters() {
      #expect(filter.name.hasPrefix("coloc-"))
      #expect(filter.uuid == RackUUID.derived(from: try Sample.rack(), for: "filter:\(filter.name)"))
      for item in filter.items {
        if case .filter(let other, _) = item { #expect(known.contains(other), "\(filter.name) before \(other)") }
      }
      known.insert(filter.name)
    }
    #expect(known.isSuperset(of: ["coloc-guest", "coloc-guest6"]))
  }

  @Test(
    "The XML follows libvirt's schema",
    .needs("virt-xml-validate", package: "libvirt-clients"),
    .needs("xmllint", package: "libxml2-utils")
  )
  func schema() throws {
    for filter in try filters() {
      let complaint = try SchemaValidator.complaint(filter.xml, "nwfilter")
      #expect(complaint == nil, "\(filter.name): \(complaint ?? "")")
    }
  }

  @Test("Nothing but the VM's own addresses passes: everything else ends at a drop")
  func ends() throws {
    for filter in try filters() where filter.name.hasPrefix("coloc-guest") {
      guard case .rule(let last)? = filter.items.last else {
        Issue.record("\(filter.name) ends in no rule")
        continue
      }
      #expect(last.action == .drop && last.direction == .inout && last.matches.isEmpty)
    }
  }

  @Test("Only the filter for IPv6 lets IPv6 pass")
  func ipv6() throws {
    let xml = Dictionary(uniqueKeysWithValues: try filters().map { ($0.name, try $0.xml) })
    #expect(xml["coloc-guest"]?.contains("ipv6") == false)
    #expect(xml["coloc-guest6"]?.contains("$IPV6") == true)
    #expect(xml["coloc-guest6"]?.contains("134") == true)
  }
}
