import Foundation
import Glibc
import Testing

@testable import ColocKit

@Suite struct IntentStoreTests {
  private let home: TestHome
  private let layout: StateLayout
  private var store: IntentStore { IntentStore(layout: layout, command: "test") }

  init() throws {
    home = try TestHome()
    layout = try StateLayout(home: home.path)
    try layout.ensure()
  }

  @Test func aLivingOperationIsNotInterrupted() throws {
    let live = try store.begin(Sample.intent())
    #expect(try store.all() == [Sample.intent()])
    #expect(try Array(store.interrupted()).isEmpty)
    try store.finish(live)
    #expect(try store.all().isEmpty)
    #expect(try home.names("intents").isEmpty)
  }

  @Test func anIntentIsBegunOnce() throws {
    let live = try store.begin(Sample.intent())
    let failure = try #require(throws: Failure.self) { try store.begin(Sample.intent()) }
    #expect(failure.kind == .busy)
    #expect(failure.message.contains("vm create"))
    try store.finish(live)
    try store.finish(store.begin(Sample.intent()))
  }

  @Test func anUpdateIsOnTheDisk() throws {
    let live = try store.begin(Sample.intent())
    let image = Intent(
      id: live.intent.id,
      action: .image,
      rack: live.intent.rack,
      image: try Sample.image(),
      command: "image import",
      started: Sample.moment
    )
    try store.update(live) { $0 = image }
    #expect(live.intent == image)
    #expect(try store.all() == [image])
    try store.finish(live)
  }

  /// The process dies without a word; whoever comes next gets its operation, and only one does.
  @Test func aDeadProcessLeavesItsOperation() async throws {
    let root = layout.root
    await #expect(processExitsWith: .signal(SIGKILL)) { [root = root as String] in
      let store = IntentStore(layout: try StateLayout(home: root), command: "the dead one")
      let live = [
        try store.begin(Sample.intent(2, started: Sample.moment.adding(days: 1))), try store.begin(Sample.intent(1)),
      ]
      kill(getpid(), SIGKILL)
      withExtendedLifetime(live) {}
    }
    let found = try store.interrupted()
    #expect(
      found.intents.map(\.intent) == [
        try Sample.intent(1), try Sample.intent(2, started: Sample.moment.adding(days: 1)),
      ]
    )
    #expect(try Array(store.interrupted()).isEmpty)
    for live in found { try store.finish(live) }
    #expect(try home.names("intents").isEmpty)
  }

  @Test func anOperationThatIsGivenUpIsFoundAgain() throws {
    do {
      let live = try store.begin(Sample.intent())
      withExtendedLifetime(live) {}
    }
    #expect(try Array(store.interrupted()).count == 1)
    #expect(throws: Failure.self) { try store.begin(Sample.intent()) }
  }

  @Test func leftoversOfADeathBetweenTwoFilesGo() throws {
    try home.put("", at: "intents/\(Sample.uuid(7).text).live")
    try home.put("{", at: "intents/.\(Sample.uuid(7).text).json.tmp-01234567")
    #expect(try Array(store.interrupted()).isEmpty)
    #expect(try home.names("intents").isEmpty)
  }

  @Test func anIntentThatCannotBeReadIsReportedAndKept() throws {
    try home.put("{}", at: "intents/\(Sample.uuid(3).text).json")
    try home.put("", at: "intents/\(Sample.uuid(3).text).live")
    let found = try store.interrupted()
    #expect(found.intents.isEmpty)
    #expect(found.unreadable.count == 1)
    #expect(throws: Failure.self) { try store.all() }
    #expect(try home.names("intents").count == 2)
  }
}
