using AdoPat.Emulator.Hosting;

return await EmulatorProcess.RunAsync(args);
