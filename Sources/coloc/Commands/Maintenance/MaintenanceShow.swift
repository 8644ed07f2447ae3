internal import ArgumentParser
internal import ColocKit

/// `coloc maintenance show`.
struct MaintenanceShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a window: whom it touches, how long it takes, what became of each VM."
  )

  @Argument(help: "The window.", transform: typed)
  var window: WindowID

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await Session.with("maintenance show", recovering: false) { rack in
      let report = try await rack.report(on: window)
      output.put([report.json], names: [window.description]) { Self.text(report, WindowWords(rack)) }
      for warning in try rack.warnings(about: report.window) { Terminal.say("coloc: \(warning)") }
      try Session.report([report.hostFault].compactMap { $0 })
    }
  }

  private static func text(_ report: WindowReport, _ words: WindowWords) -> String {
    let window = report.window
    var details = Details()
    details.add("window", window.id)
    details.add("state", window.planned ? window.state.rawValue : "\(window.state.rawValue), came by itself")
    details.add("when", words.span(window))
    details.add("reason", Printable.clean(window.reason))
    for (language, text) in window.texts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      details.add(
        "text (\(language.rawValue))",
        text.split(separator: "\n").map { Printable.clean(String($0)) }
          .joined(separator: "\n")
      )
    }
    details.add("told", words.text(window.announced) ?? "nobody yet: coloc maintenance announce \(window.id)")
    details.add("begun", words.text(window.begun))
    details.add("ended", words.text(window.ended))
    for tenant in report.tenants {
      let sites = tenant.agreement?.sites ?? []
      let names = tenant.vms.map(\.name.description).sorted() + sites.map(\.description)
      let aside = tenant.isSelf ? " (the owner's)" : tenant.staysDown ? " (suspended)" : ""
      details.add("touches", "\(tenant.name)\(aside): \(names.joined(separator: ", "))")
    }
    if let plan = report.plan {
      let length = "\(OutageTable.time(plan.expected)) down, \(OutageTable.time(report.returning)) up"
      details.add("expected", "\(plan.parts.count) run: \(length); at most \(OutageTable.time(plan.longest)) down")
    }
    guard !report.entries.isEmpty else { return details.text }
    return details.text + "\n" + timeline(report.entries, words).text(width: Terminal.width)
  }

  private static func timeline(_ entries: [OutageEntry], _ words: WindowWords) -> Table {
    var table = Table(headers: ["VM", "ASKED", "WENT DOWN", "HOW", "CAME BACK", "HOW"])
    table.rows = entries.map { entry in
      [
        Printable.clean(entry.name), words.clock(entry.asked), words.clock(entry.down), entry.descent.rawValue,
        words.clock(entry.up), entry.back?.rawValue ?? "owed",
      ]
    }
    return table
  }
}
