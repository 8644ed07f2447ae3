import CLibvirt
import Glibc

/// What libvirt needs once a process, before the first connection: no printing, and an event loop that runs.
enum Library {
  /// Starts it on first use; the error of that start, if any, is thrown at every later use too.
  static func start() throws {
    try started.get()
  }

  private static let started: Result<Void, any Error> = Result {
    let call = Call("start libvirt's event loop")
    // libvirt prints every error on stderr unless told otherwise; ours are thrown.
    unsafe virSetErrorFunc(nil) { _, _ in }
    try call.count(virInitialize())
    try call.count(virEventRegisterDefaultImpl())
    // Keepalive, streams and events all live on this loop: without it a dead link hangs for ever.
    try CallThread.run(call.operation) {
      while true {
        // An error here is one of poll(2); a pause keeps a lasting one from eating a processor.
        if virEventRunDefaultImpl() < 0 { usleep(10_000) }
      }
    }
  }
}
