/// Everything that one run of `doctor` looked at.
public struct Diagnosis: Sendable, Equatable {
  /// What was looked at; what is off first, errors before warnings.
  public private(set) var items: [Finding] = []

  /// Only what is off.
  public var findings: [Finding] { items.filter { $0.severity != .ok } }

  /// How many of a severity.
  public func count(_ severity: Finding.Severity) -> Int { items.count { $0.severity == severity } }

  /// Takes what a check found; each code of which it found nothing is noted as fine.
  mutating func take(_ check: some Check, of object: String, saying words: String = "nothing found") {
    let findings = check.findings
    items += findings
    for code in type(of: check).codes where !findings.contains(where: { $0.code == code }) {
      items.append(.fine(code, object, words))
    }
  }

  /// The same for a check of many objects, one for each.
  mutating func take<Each: Check>(_ checks: [Each], of object: String) {
    let findings = checks.flatMap(\.findings)
    items += findings
    for code in Each.codes where !findings.contains(where: { $0.code == code }) { items.append(.fine(code, object)) }
  }

  /// Adds a finding of the doctor's own.
  mutating func add(_ finding: Finding) { items.append(finding) }

  /// Notes what there was no need or no way to look at.
  mutating func skip(_ codes: [FindingCode], of object: String, because reason: String) {
    items += codes.map { .fine($0, object, "not looked at: \(reason)") }
  }

  /// Has cures ask the libvirt that the rack is on.
  mutating func ask(_ uri: String) { items = items.map { $0.asking(uri) } }

  /// Sorts: errors, warnings, the rest; within each in the order of the codes' table.
  mutating func sort() {
    let places = Dictionary(uniqueKeysWithValues: FindingCode.allCases.enumerated().map { ($1, $0) })
    let sorted = items.enumerated().sorted { left, right in
      if left.element.severity != right.element.severity { return left.element.severity > right.element.severity }
      let places = (places[left.element.code] ?? 0, places[right.element.code] ?? 0)
      return places.0 == places.1 ? left.offset < right.offset : places.0 < places.1
    }
    items = sorted.map(\.element)
  }
}
