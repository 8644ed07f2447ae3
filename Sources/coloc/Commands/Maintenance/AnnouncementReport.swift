internal import ColocKit

/// The messages of an announcement for eyes.
struct AnnouncementReport {
  let items: [Announcement.Item]

  /// Every message with its whole text, so that the owner reads what goes out.
  var text: String {
    items.map { item in
      var details = Details()
      details.add("message", "\(item.id), \(Self.words(item.state))")
      details.add("channel", item.channel == Announcement.byHand ? "none: tell by hand" : item.channel)
      details.add("tenant", item.tenant?.description ?? "everybody")
      details.add("to", item.to.map(Printable.clean))
      details.add("subject", Printable.clean(item.subject))
      if item.ics != nil { details.add("calendar", "goes with it") }
      let lines = item.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      return details.text + "\n" + lines.map { $0.isEmpty ? "\n" : "  \(Printable.clean(String($0)))\n" }.joined()
    }.joined(separator: "\n")
  }

  /// A line for each message: what became of it.
  var outcome: String {
    guard !items.isEmpty else { return "" }
    var table = Table(headers: ["MESSAGE", "STATE", "CHANNEL", "TENANT", "TO"])
    table.rows = items.map { item in
      [
        item.id.description, Self.words(item.state), item.channel, item.tenant?.description ?? "everybody",
        Printable.clean(item.to ?? ""),
      ]
    }
    return table.text(width: Terminal.width)
  }

  private static func words(_ state: OutboxMessage.State) -> String {
    switch state {
    case .byHand: "tell by hand"
    case .pending: "to be sent"
    case .sent: "sent"
    case .failed: "failed"
    case .unknown, .sending: "unknown"
    }
  }
}
