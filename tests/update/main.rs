//! The whole app in one hand: actions and answers go in, the model and the worker's commands are looked at. There is
//! no worker, no window and no clock.

mod anything;
mod connect;
mod form;
mod kit;
mod list;
mod profiles;
mod review;
mod start;
