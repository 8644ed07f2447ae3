internal import ArgumentParser
internal import ColocKit

/// `coloc tenant talk`.
struct TenantTalk: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "talk",
    abstract: "Record a conversation: what was said, where and when.",
    usage: "coloc tenant talk <name> --channel <channel> --summary <text> [options]",
    discussion: "Nothing is provisioned without one. Channels: form, mail, fediverse, matrix, xmpp, phone, person."
  )

  @Argument(help: "The tenant.", transform: typed)
  var name: TenantName

  @Option(help: "Where it took place: form, mail, fediverse, matrix, xmpp, phone, person.")
  var channel: Channel

  @Option(help: ArgumentHelp("The day, as 2026-11-02; today when left out.", valueName: "date"), transform: typed)
  var date: CalendarDate?

  @Option(help: ArgumentHelp("What was said, in one line.", valueName: "text"))
  var summary: String

  @OptionGroup var why: ReasonOption

  func run() async throws {
    try await Session.with("tenant talk") { rack in
      let today = try rack.localTime.day(of: rack.time.now())
      guard date ?? today <= today else { throw Failure(.usage, "--date \(date ?? today) is in the future") }
      let conversation = try rack.talk(
        name,
        date: date ?? today,
        channel: channel,
        summary: summary,
        reason: why.reason
      )
      Terminal.say("recorded \(conversation.id) of \(conversation.date) with \(name)")
      if try rack.tenant(name).agreement == nil {
        Terminal.say("after agreeing: coloc tenant agree \(name) --vms 1 --vcpus 2 --memory 2G --disk 20G")
      }
    }
  }
}
