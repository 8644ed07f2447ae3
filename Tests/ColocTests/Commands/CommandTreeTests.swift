import ArgumentParser
import Testing

@testable import coloc

@Suite("Every command can be typed, and says what it does")
struct CommandTreeTests {
  private static func name(_ type: any ParsableCommand.Type) -> String {
    type.configuration.commandName ?? String(describing: type).lowercased()
  }

  private static func walk(
    _ type: any ParsableCommand.Type,
    below path: String = ""
  ) -> [(path: String, command: any ParsableCommand.Type)] {
    type.configuration.subcommands.flatMap { command in
      let path = path.isEmpty ? name(command) : "\(path) \(name(command))"
      return [(path, command)] + walk(command, below: path)
    }
  }

  /// Every command by what is typed.
  private static var types: [String: any ParsableCommand.Type] {
    Dictionary(walk(Coloc.self).map { ($0.path, $0.command) }) { first, _ in first }
  }

  static let all = walk(Coloc.self).map { $0.path }
  static let leaves = walk(Coloc.self).filter { $0.command.configuration.subcommands.isEmpty }.map { $0.path }

  /// A line for every command that does something; a new command without one fails `complete`.
  static let lines = [
    "status": "status --json",
    "init": "init --trial --network 10.80.0.0/24 --owner-name Z --dns 9.9.9.9 --dns 1.1.1.1",
    "recover": "recover --dry-run --json",
    "deinit": "deinit --confirm 6f0c1d2e-0000-4000-8000-000000000001 --purge-vms --dry-run --json",
    "doctor": "doctor --json --quiet --probe",
    "tenant add":
      "tenant add asso-velo --display-name V --language fr --contact email:a@b.example --ssh-key a.pub --reason r",
    "tenant list": "tenant list --quiet",
    "tenant show": "tenant show asso-velo --format json",
    "tenant talk": "tenant talk asso-velo --channel matrix --date 2026-11-02 --summary s",
    "tenant agree":
      "tenant agree asso-velo --vms 2 --vcpus 4 --memory 4G --disk 60G --site velo.example --owner-access "
      + "--conversation c1",
    "tenant edit":
      "tenant edit asso-velo --display-name V --language en --add-contact phone:+33612345678 "
      + "--remove-contact email:a@b.example --add-ssh-key a.pub --remove-ssh-key SHA256:x --reason r",
    "tenant suspend": "tenant suspend asso-velo --reason r --timeout 60 --dry-run --json",
    "tenant resume": "tenant resume asso-velo --dry-run",
    "tenant refuse": "tenant refuse asso-velo --reason r",
    "tenant remove": "tenant remove asso-velo --confirm asso-velo --purge-vms --dry-run --quiet",
    "report inventory": "report inventory --list",
    "report ssh-config": "report ssh-config --known-hosts ~/.ssh/rack",
    "report known-hosts": "report known-hosts",
    "maintenance plan":
      "maintenance plan --start 2026-12-05T22:00 --for 2h --reason disques --text-fr F --text-en E --json",
    "maintenance list": "maintenance list --quiet",
    "maintenance show": "maintenance show 20261205-disques --json",
    "maintenance begin": "maintenance begin 20261205-disques --yes --dry-run --json --reason r",
    "maintenance end": "maintenance end 20261205-disques --yes --dry-run --json --reason r",
    "maintenance announce":
      "maintenance announce 20261205-disques --resend 0123456789abcdef --mark-sent 0123456789abcdee --dry-run --yes",
    "maintenance cancel": "maintenance cancel 20261205-disques --json --reason r",
    "snapshot prune": "snapshot prune --all --dry-run --force --json",
    "snapshot run": "snapshot run --all --json --reason cron",
    "snapshot simulate":
      "snapshot simulate --keep last=3,within=36h --zone Europe/Paris --now 2026-12-05T22:00:00+01:00 --json",
    "power down": "power down --reason host-shutdown --yes --dry-run --json",
    "power up": "power up --reason boot --dry-run --json",
    "power emergency": "power emergency --budget 240 --dry-run --json --yes",
    "image list": "image list --available --json",
    "image pull": "image pull alpine --release 3.22 --firmware uefi --refresh --dry-run --json --reason r",
    "image build": "image build debian --release 12",
    "image import": "image import disk.qcow2 --os debian --release 12",
    "image remove": "image remove debian-12-3f9a1c2b --dry-run --quiet",
    "vm create":
      "vm create velo-web --tenant asso-velo --os debian --vcpus 2 --memory 2G --disk 20G --dry-run --show seed,xml",
    "vm adopt":
      "vm adopt old-web --tenant asso-velo --os debian --release 11 --login zoe --address 10.77.0.50 --dry-run --json",
    "vm list": "vm list --tenant asso-velo --unmanaged --json",
    "vm show": "vm show velo-web",
    "vm welcome": "vm welcome velo-web --language en",
    "vm start": "vm start velo-web velo-mail --json",
    "vm stop": "vm stop --all --yes --timeout 60 --dry-run --json",
    "vm restart": "vm restart --tenant asso-velo --yes --dry-run --format json",
    "vm kill": "vm kill velo-web --confirm velo-web --dry-run --json",
    "vm wait": "vm wait velo-web --for ssh --timeout 300",
    "vm console": "vm console velo-web",
    "vm ssh": "vm ssh velo-web -i key --address 10.77.0.50 -- uptime -p",
    "vm resize": "vm resize velo-web --memory 4G --vcpus 4 --disk 40G --dry-run --json --reason r",
    "vm edit":
      "vm edit velo-web --title T --add-ssh-key a.pub --remove-ssh-key SHA256:x --protect on "
      + "--boot last --order 20 --ready tcp:443 --stop-timeout 180 --then leave --keep last=3,daily=7 --dry-run",
    "vm delete": "vm delete velo-web --now --confirm velo-web",
    "vm restore-deleted": "vm restore-deleted velo-web --dry-run --json",
    "snapshot create": "snapshot create velo-web@before --name before --note n --protect --full --json --reason r",
    "snapshot list": "snapshot list --all --json",
    "snapshot show": "snapshot show velo-web@latest --json",
    "snapshot delete":
      "snapshot delete velo-web@20261102T030000Z --confirm velo-web@20261102T030000Z --dry-run --json --reason r",
    "vm purge": "vm purge velo-web --confirm velo-web --dry-run --json",
  ]

  @Test("No command is left out here")
  func complete() { #expect(Set(Self.leaves) == Set(Self.lines.keys)) }

  @Test("Every command parses its line", arguments: leaves)
  func parses(_ path: String) throws {
    let line = try #require(Self.lines[path])
    let command = try Coloc.parseAsRoot(line.split(separator: " ").map(String.init))
    let wanted = try #require(Self.types[path])
    #expect(type(of: command) == wanted)
  }

  @Test("Every command has an abstract of one sentence", arguments: all)
  func abstracts(_ path: String) throws {
    let abstract = try #require(Self.types[path]).configuration.abstract
    #expect(abstract.hasSuffix(".") && !abstract.contains("\n"))
  }

  @Test("The help of every command fits 80 columns", arguments: all)
  func helpFits(_ path: String) throws {
    let help = Coloc.helpMessage(for: try #require(Self.types[path]), columns: 80)
    for line in help.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
  }

  @Test("The first screen fits 80 columns and names every exit code")
  func rootHelp() {
    let help = Coloc.helpMessage(columns: 80)
    for line in help.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    let words = Set(help.split { $0 == " " || $0 == "\n" }.map(String.init))
    for code in ["0", "1", "2", "64", "65", "66", "69", "73", "75", "76", "77", "78", "130"] {
      #expect(words.contains(code), "\(code)")
    }
  }

  @Test("Every option and argument says what it is", arguments: leaves)
  func optionsAreTold(_ path: String) throws {
    let lines = Coloc.helpMessage(for: try #require(Self.types[path]), columns: 400).split(separator: "\n")
    for (index, line) in lines.enumerated() where line.hasPrefix("  -") || line.hasPrefix("  <") {
      let words = line.split(separator: " ").filter { !$0.hasPrefix("-") && !$0.hasPrefix("<") }
      let isBelow = lines.dropFirst(index + 1).first?.hasPrefix("        ") == true
      #expect(!words.isEmpty || isBelow, "\(line)")
    }
  }
}
