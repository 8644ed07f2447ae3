/// The rack's packet filters against what this version of coloc would define.
struct FilterCheck: Check {
  static let codes: [FindingCode] = [.filterMissing, .filterForeign, .filterChanged]

  let filters: [FilterFacts]

  var findings: [Finding] {
    filters.compactMap { filter in
      switch filter.likeness {
      case .same: nil
      case .missing:
        Finding(.filterMissing, filter.name, "libvirt has no such packet filter: VMs cannot start", cure: "coloc init")
      case .foreign:
        Finding(
          .filterForeign,
          filter.name,
          "libvirt's packet filter of this name is not this rack's: not touched",
          cure: "virsh nwfilter-dumpxml \(filter.name)"
        )
      case .changed:
        Finding(
          .filterChanged,
          filter.name,
          "its rules are not those of this version: guests may do what they should not, or may not what they should",
          cure: "coloc init"
        )
      }
    }
  }
}
