/// The system inside a VM as libosinfo's identifier says it.
struct GuestIdentity: Equatable {
  let os: OperatingSystem
  let release: Release?

  /// Reads an identifier as `http://debian.org/debian/12`; nil for a system that coloc has no template for.
  ///
  /// Throws what `GuestDefaults` throws for a faulty template.
  init?(osinfo: String, templates: TemplateSource) throws(Failure) {
    for os in OperatingSystem.allCases {
      let defaults = try GuestDefaults(of: os, from: templates)
      if let known = defaults.releases.first(where: { $0.osinfo == osinfo }) {
        self.init(os: os, release: known.release)
        return
      }
      // A release that the templates do not know: the identifiers of a distribution differ in their end alone.
      let families = Set(defaults.releases.map { Self.family(of: $0.osinfo) })
      if families.contains(Self.family(of: osinfo)) {
        self.init(os: os, release: osinfo.split(separator: "/").last.flatMap { Release(String($0)) })
        return
      }
    }
    return nil
  }

  private init(os: OperatingSystem, release: Release?) {
    self.os = os
    self.release = release
  }

  private static func family(of osinfo: String) -> Substring {
    osinfo.lastIndex(of: "/").map { osinfo[..<$0] } ?? osinfo[...]
  }
}
